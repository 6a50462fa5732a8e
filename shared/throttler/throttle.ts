import { park } from '../backlog/park.ts';
import { createProbeGate } from '../control/holds.ts';
import { maskAddresses } from '../text/mask-address.ts';
import type { EpochMillis } from '../time/units.ts';
import { auction } from './auction.ts';
import { circumstancesFor } from './circumstances.ts';
import { sendOff } from './count-trial.ts';
import type { Departure } from './dispatch.ts';
import { endRecords } from './end-records.ts';
import { giveBackReturns } from './give-back-returns.ts';
import type { InboundRecord } from './intake.ts';
import type { ThrottlerPorts } from './ports.ts';
import { refuse } from './refuse.ts';
import type { Task, Waiting } from './task.ts';
import { triage } from './triage.ts';

const recordIds = (tasks: readonly Pick<Task, 'recordId'>[]): readonly string[] =>
  tasks.map(({ recordId }) => recordId);

/** Answers the records whose mail did not set out; a failure disturbs no others. */
async function setOut(ports: ThrottlerPorts, departing: readonly (Departure & Task)[]) {
  try {
    const lost = await sendOff(ports, departing);
    return recordIds(departing.filter((_, at) => lost.has(at)));
  } catch (cause) {
    ports.log.warn('mails not dispatched', { mails: departing.length, cause: maskAddresses(String(cause)) });
    return recordIds(departing);
  }
}

/** Answers the records whose mail was not parked: all or none. */
async function parkAll(ports: ThrottlerPorts, waiting: readonly Waiting[], deadline: EpochMillis) {
  try {
    const mails = waiting.map(({ parked }) => parked);
    await park(ports, mails, deadline);
    return [];
  } catch (cause) {
    ports.log.warn('mails not parked', { mails: waiting.length, cause: maskAddresses(String(cause)) });
    return recordIds(waiting);
  }
}

/**
 * One batch of fresh, priority or returned mail: what cannot leave ends, what may leave now gets a slot, the rest waits
 * in its key's backlog. Answers the records to be tried again; waiting is never among them. `deadline` is when the
 * invocation ends, at the latest.
 */
export async function throttle(
  ports: ThrottlerPorts,
  records: readonly InboundRecord[],
  deadline: EpochMillis,
): Promise<ReadonlySet<string>> {
  const { tasks, failed: unrefused } = await refuse(ports, records);
  if (tasks.length === 0) {
    ports.log.info('throttled', { records: records.length, failed: unrefused.length });
    return new Set(unrefused);
  }
  const candidates = tasks.map(({ candidate }) => candidate);
  const circumstances = await circumstancesFor(ports, candidates, createProbeGate(ports.clock.now()));
  await giveBackReturns(ports, records, circumstances.control);
  const { ready, waiting, ended } = triage(ports, tasks, circumstances);
  const { departing, waiting: unslotted } = await auction(
    ports,
    circumstances.control,
    ready,
    circumstances.now,
  );
  const toPark = [...waiting, ...unslotted];
  const failed = new Set([
    ...unrefused,
    ...(await setOut(ports, departing)),
    ...(await parkAll(ports, toPark, deadline)),
    ...(await endRecords(ports, ended)),
  ]);
  const counts = { dispatched: departing.length, parked: toPark.length, ended: ended.length };
  ports.log.info('throttled', { records: records.length, ...counts, failed: failed.size });
  ports.log.count('Dispatched', departing.length);
  ports.log.count('Parked', toPark.length);
  return failed;
}
