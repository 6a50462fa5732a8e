import type { Rejected } from '../ports/queues.ts';
import { endRecords } from './end-records.ts';
import { type InboundRecord, intake } from './intake.ts';
import { poolsOf } from './pools-of.ts';
import type { ThrottlerPorts } from './ports.ts';
import type { Ended, Task } from './task.ts';

type Unfit = { readonly recordId: string; readonly rejected: Rejected; readonly ending?: Ended['ending'] };

/** Puts input that cannot be a mail into the rejected queue, then tells upstream where an id was read. */
async function reject(ports: ThrottlerPorts, unfit: readonly Unfit[]): Promise<readonly string[]> {
  if (unfit.length === 0) return [];
  for (const { recordId, rejected } of unfit)
    ports.log.warn('message rejected', { recordId, reason: rejected.reason });
  ports.log.count('Rejected', unfit.length);
  const lost = await ports.rejected.send(unfit.map(({ rejected }) => rejected));
  const kept = unfit.filter((_, at) => !lost.has(at));
  const ended = kept.flatMap(({ recordId, ending }) => (ending ? [{ recordId, ending }] : []));
  const untold = await endRecords(ports, ended);
  return [...unfit.filter((_, at) => lost.has(at)).map(({ recordId }) => recordId), ...untold];
}

/** Sorts out what cannot be a mail; answers the mails, and the records to be tried again. */
export async function refuse(
  ports: ThrottlerPorts,
  records: readonly InboundRecord[],
): Promise<{ readonly tasks: readonly Task[]; readonly failed: readonly string[] }> {
  const pools = poolsOf(ports.settings);
  const keyOf = await ports.addressKeys.open();
  const tasks: Task[] = [];
  const unfit: Unfit[] = [];
  for (const record of records) {
    const { recordId } = record;
    const taken = intake(record, pools, keyOf);
    if (taken.kind === 'candidate') tasks.push({ recordId, candidate: taken.candidate });
    else unfit.push({ recordId, ...taken });
  }
  return { tasks, failed: await reject(ports, unfit) };
}
