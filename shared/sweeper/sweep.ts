import type { AccountLimits } from '../control/account.ts';
import type { Clock } from '../ports/clock.ts';
import type { ControlStore } from '../ports/control-store.ts';
import type { Log } from '../ports/log.ts';
import type { WakeUpQueue } from '../ports/queues.ts';
import type { QuotaStore } from '../ports/quota-store.ts';
import { SECOND } from '../time/units.ts';

export interface SweepPorts {
  readonly clock: Clock;
  readonly quota: Pick<QuotaStore, 'overdue'>;
  readonly wakeUps: WakeUpQueue;
  readonly control: Pick<ControlStore, 'putAccount'>;
  /** SES's GetAccount; held to about one call a second per account, so only the sweeper asks. */
  readonly askAccount: () => Promise<AccountLimits>;
  readonly log: Log;
}

/** A wake-up counts as lost this long after it was due. */
const GRACE = 30 * SECOND;

/** Wakes the keys whose wake-up was lost. A wake-up that was only late makes this one stale, or the other way round. */
async function wakeOverdue({ clock, quota, wakeUps, log }: SweepPorts): Promise<void> {
  const overdue = await quota.overdue(clock.now() - GRACE);
  if (overdue.length === 0) return;
  await wakeUps.send(overdue.map((wakeUp) => ({ ...wakeUp, delaySeconds: 0 })));
  log.warn('wake-ups lost', { keys: overdue.length });
  log.count('LostWakeUps', overdue.length);
}

/** Once a minute: what SES allows, and keys that nobody woke. Each is done whether or not the other fails. */
export async function sweep(ports: SweepPorts): Promise<void> {
  const results = await Promise.allSettled([
    ports.askAccount().then((account) => ports.control.putAccount(account)),
    wakeOverdue(ports),
  ]);
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  if (failures.length > 0) throw new AggregateError(failures, 'the sweep failed in part');
}
