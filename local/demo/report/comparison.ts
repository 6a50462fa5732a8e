import { table } from '../../../cli/table.ts';
import type { Totals } from '../audit/books.ts';
import { grouped, percent } from '../text.ts';
import type { Summary } from './summary.ts';

const refused = ({ mailbox, unwanted }: Totals): number => mailbox + unwanted;

/** Quarantine is looked up when a mail gets its slot, up to a minute ahead: in a demonstration, that is long. */
const slots = ({ unknownAgain }: Totals): readonly string[] =>
  unknownAgain > 0 ? [`${unknownAgain} held a slot already when the mail before them bounced.`] : [];

/** The unpaced act beside the paced one; undefined where it was left out. */
export function comparison({ unpaced, paced, seconds }: Summary): string | undefined {
  if (!unpaced) return undefined;
  const rows: readonly (readonly [string, string, string])[] = [
    ['mails handed to SES', grouped(unpaced.sent), grouped(paced.handedOver)],
    ['seconds', String(unpaced.seconds), String(seconds)],
    ['taken by the providers', percent(unpaced.taken, unpaced.sent), percent(paced.taken, paced.handedOver)],
    ['deferrals (4xx)', grouped(unpaced.deferred), grouped(paced.deferred)],
    ['blocked for good (5xx)', grouped(unpaced.blocked), grouped(paced.blocked)],
    ['refused: mailbox or content', grouped(refused(unpaced)), grouped(refused(paced))],
    ['unknown users mailed again', grouped(unpaced.unknownAgain), grouped(paced.unknownAgain)],
  ];
  return [table(['', 'UNPACED', 'PACED'], rows), ...slots(paced)].join('\n');
}
