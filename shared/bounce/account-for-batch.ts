import { createGate } from '../mx/gate.ts';
import { maskAddresses } from '../text/mask-address.ts';
import type { Accounting, Bench } from './account-for.ts';
import { countTrial } from './count-trial.ts';
import { countUnknown } from './count-unknown.ts';
import type { BouncePorts } from './ports.ts';

/** One message of a queue of feedback. */
export interface FeedbackRecord {
  readonly recordId: string;
  readonly body: string;
}

type Account = { readonly recordId: string; readonly accounting: Accounting };

/** What becomes of one message; a message may bring several pieces. Throws when a port fails. */
export type AccountForBody = (bench: Bench, body: string) => Promise<readonly Accounting[]>;

/** Pieces at once: each makes a few calls, and those of one address wait for each other. */
const MOST_AT_ONCE = 25;

async function benchOf(ports: BouncePorts): Promise<Bench> {
  const [keyOf, { current, candidate }] = await Promise.all([ports.addressKeys.open(), ports.rules.active()]);
  const trial = candidate ? { candidate } : {};
  return { keyOf, rules: current, classifier: ports.classifierOf(current), ...trial };
}

/** Publishes what upstream is to hear; answers the records whose events were lost. */
async function publish(ports: BouncePorts, accounts: readonly Account[]): Promise<readonly string[]> {
  const told = accounts.flatMap(({ recordId, accounting }) =>
    accounting.kind === 'told' ? accounting.events.map((event) => ({ recordId, event })) : [],
  );
  if (told.length === 0) return [];
  const lost = await ports.outcomes.publish(told.map(({ event }) => event));
  return told.filter(({ event }) => lost.has(event.eventId)).map(({ recordId }) => recordId);
}

/** Puts what is not about a mail of ours where people can look at it; answers the records that were not taken. */
async function reject(ports: BouncePorts, accounts: readonly Account[]): Promise<readonly string[]> {
  const unfit = accounts.flatMap(({ recordId, accounting }) =>
    accounting.kind === 'rejected' ? [{ recordId, rejected: accounting.rejected }] : [],
  );
  if (unfit.length === 0) return [];
  for (const { recordId, rejected } of unfit)
    ports.log.warn('feedback rejected', { recordId, reason: maskAddresses(rejected.reason) });
  const lost = await ports.rejected.send(unfit.map(({ rejected }) => rejected));
  return unfit.filter((_, at) => lost.has(at)).map(({ recordId }) => recordId);
}

function count({ log }: BouncePorts, accounts: readonly Account[], failed: number, records: number): void {
  const events = accounts.flatMap(({ accounting }) => (accounting.kind === 'told' ? accounting.events : []));
  const rejected = accounts.filter(({ accounting }) => accounting.kind === 'rejected').length;
  log.info('feedback', { records, told: events.length, rejected, failed });
  log.count('FeedbackRejected', rejected);
}

/**
 * One batch of feedback. Every piece becomes an outcome, a change of its address, or an entry in the rejected queue with
 * its reason. Answers the records to be tried again: those where a port failed.
 */
export async function accountForBatch(
  ports: BouncePorts,
  records: readonly FeedbackRecord[],
  accountFor: AccountForBody,
): Promise<ReadonlySet<string>> {
  const bench = await benchOf(ports);
  const gate = createGate(MOST_AT_ONCE);
  const failed = new Set<string>();
  const accounts: Account[] = [];
  await Promise.all(
    records.map(async ({ recordId, body }) => {
      try {
        const pieces = await gate(() => accountFor(bench, body));
        accounts.push(...pieces.map((accounting) => ({ recordId, accounting })));
      } catch (cause) {
        ports.log.warn('feedback left to come back', { recordId, cause: maskAddresses(String(cause)) });
        failed.add(recordId);
      }
    }),
  );
  const lost = await Promise.all([publish(ports, accounts), reject(ports, accounts)]);
  for (const recordId of lost.flat()) failed.add(recordId);
  // What failed comes back and is counted then.
  const told = accounts.flatMap(({ recordId, accounting }) =>
    accounting.kind === 'told' && !failed.has(recordId) ? [accounting] : [],
  );
  await Promise.all([
    countTrial(
      ports,
      bench.candidate,
      told.flatMap(({ bad }) => bad ?? []),
    ),
    countUnknown(
      ports,
      told.flatMap(({ unknown }) => unknown ?? []),
    ),
  ]);
  count(ports, accounts, failed.size, records.length);
  return failed;
}
