import type { Connection } from '../../connection.ts';
import { duration } from '../../duration.ts';
import { forget } from '../../quarantine/forget.ts';
import { type Finding, fail, type Judged, ok, skipped } from '../finding.ts';
import { awaitAnswer } from './await-answer.ts';
import { handOverFailure, noBounce, notHandedOver } from './breaks.ts';
import { senderOf, type TrialMail, trialMails } from './mails.ts';

export interface TrialOptions {
  /** Mail leaves from it. */
  readonly identity: string;
  /** Of the addresses; nobody else's. */
  readonly label: string;
  /** Milliseconds that each step may take. */
  readonly patience: number;
  /** For commands to copy. */
  readonly stackOption: string;
  readonly onProgress: (what: string) => void;
}

type Trying = Parameters<typeof forget>[0] & Pick<Connection, 'enqueue' | 'delivery' | 'clock'>;

const step = (check: string, found: Judged): Finding => ({ group: 'Way of a mail', check, ...found });

/** Waits until the Delivery table says how the mail ended. */
async function handedOver(connection: Trying, mail: TrialMail, options: TrialOptions): Promise<Judged> {
  const { delivery, clock } = connection;
  const begun = clock.now();
  options.onProgress(`${mail.to} to be handed over`);
  const row = await awaitAnswer(clock, options.patience, async () => {
    const found = await delivery.get(mail.id);
    return found?.ending ? found : undefined;
  });
  if (!row?.ending) return notHandedOver(mail, options);
  if (row.ending.kind !== 'handedOver') return handOverFailure(mail, row.ending, options);
  return ok(`${mail.to} handed to SES after ${duration(clock.now() - begun)}`);
}

/** Waits for the evidence of the bounce, and for what it did to the address. */
async function cameBack(connection: Trying, mail: TrialMail, options: TrialOptions): Promise<Judged> {
  const { evidence, addressKeys, clock, quarantine } = connection;
  const key = (await addressKeys.open())(mail.to);
  const begun = clock.now();
  options.onProgress(`the bounce event of ${mail.to}`);
  const bounce = await awaitAnswer(clock, options.patience, async () =>
    (await evidence.of(key)).find(({ mailId, kind }) => mailId === mail.id && kind === 'bounced'),
  );
  if (!bounce) return noBounce(mail, options);
  const standing = (await quarantine.get(key))?.standing;
  const took = duration(clock.now() - begun);
  if (standing?.quarantine) return ok(`the bounce was told after ${took} and its address quarantined`);
  return fail(
    `the bounce was told after ${took}, as ${bounce.reason ?? 'no reason'}, and its address was not quarantined`,
    `mxp explain ${mail.id}${options.stackOption}`,
  );
}

/** Nothing of the trial is to stay: its address goes from the record, its evidence goes away. */
async function cleanedUp(connection: Trying, mail: TrialMail): Promise<Judged> {
  await forget(connection, mail.to, { lift: false });
  return ok(`${mail.to} is forgotten again`);
}

/** Sends two mails to SES's simulator by the way of all mail and follows them; says where the chain broke. */
export async function runTrial(connection: Trying, options: TrialOptions): Promise<readonly Finding[]> {
  const { success, bounce } = trialMails(senderOf(options.identity), options.label);
  const lost = await connection.enqueue([success.body, bounce.body], false);
  if (lost.size > 0)
    return [step('queued', fail('OutboundQueue did not take the mails', 'mxp needs sqs:SendMessage on it'))];
  const queued = step('queued', ok(`two mails to SES's simulator, label ${options.label}`));
  try {
    const both = [
      await handedOver(connection, success, options),
      await handedOver(connection, bounce, options),
    ];
    const left = both[1]?.verdict === 'ok';
    const back = left ? await cameBack(connection, bounce, options) : skipped('the mail did not leave');
    return [
      queued,
      ...both.map((found) => step('handed over', found)),
      step('bounce', back),
      step('cleaned up', await cleanedUp(connection, bounce)),
    ];
  } catch (error) {
    await cleanedUp(connection, bounce).catch(() => undefined);
    throw error;
  }
}
