import { KNOWN_AFTER } from '../control/known-after.ts';
import type { Clock } from '../ports/clock.ts';
import type { ControlSnapshot, ControlStore } from '../ports/control-store.ts';
import type { Log } from '../ports/log.ts';
import type { WakeUpQueue } from '../ports/queues.ts';
import type { QuotaStore } from '../ports/quota-store.ts';
import { SECOND } from '../time/units.ts';

export interface ResumePorts {
  readonly clock: Clock;
  readonly quota: Pick<QuotaStore, 'overdue'>;
  readonly wakeUps: WakeUpQueue;
  readonly control: Pick<ControlStore, 'takeProbe'>;
  readonly log: Log;
}

/**
 * SES sends again: every key with a backlog is woken once the functions know it, and a refusal that holds the account may
 * be probed at once. It stays until a probe passes, so one mail tries and not all. What fails here is made good by the looks
 * that a pause and a hold have anyway, minutes later.
 */
export async function goOnAfterPause(
  { clock, quota, wakeUps, control, log }: ResumePorts,
  { holds }: ControlSnapshot,
): Promise<void> {
  const now = clock.now();
  const hold = holds.find(({ scope }) => scope.kind === 'account');
  if (hold && hold.probeAt > now) await control.takeProbe(hold.scope, hold.probeAt, now);
  const waiting = await quota.overdue(Number.MAX_SAFE_INTEGER);
  const delaySeconds = KNOWN_AFTER / SECOND;
  if (waiting.length > 0) await wakeUps.send(waiting.map((wakeUp) => ({ ...wakeUp, delaySeconds })));
  log.info('SES sends again', { keys: waiting.length, held: hold !== undefined });
}
