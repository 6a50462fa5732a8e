import { fuzz } from '../test/support/fuzz.ts';
import { mutatedMail } from '../test/support/mutate-mail.ts';
import { createReturnedSubject } from '../test/support/returned-under-fire.ts';
import { fuzzCommand } from './fuzz-command.ts';

/** Puts the reading of returned mail under fire, on ports in memory: `npm run fuzz:mails -- [--count N] [--seed N] [--first N]`. */
await fuzzCommand('fuzz:mails', 'MAILS', (run) =>
  fuzz(createReturnedSubject(), { ...run, make: mutatedMail }),
);
