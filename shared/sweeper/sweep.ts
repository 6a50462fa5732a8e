import type { AccountLimits } from '../control/account.ts';
import type { ControlSnapshot, ControlStore } from '../ports/control-store.ts';
import type { WakeUpQueue } from '../ports/queues.ts';
import type { QuotaStore } from '../ports/quota-store.ts';
import { SECOND } from '../time/units.ts';
import { goOnAfterPause } from './go-on-after-pause.ts';
import { measureAccount, measureControl, measureQuotaUsed } from './measure-account.ts';
import { type BacklogGaugePorts, measureBacklog } from './measure-backlog.ts';
import { measureRules, type RulesStanding } from './measure-rules.ts';

export interface SweepPorts extends BacklogGaugePorts {
  readonly quota: Pick<QuotaStore, 'overdue' | 'load' | 'loadDay'>;
  readonly wakeUps: WakeUpQueue;
  readonly control: Pick<ControlStore, 'putAccount' | 'load' | 'takeProbe'>;
  readonly rules: () => Promise<RulesStanding>;
  /** SES's GetAccount; held to about one call a second per account, so only the sweeper asks. */
  readonly askAccount: () => Promise<AccountLimits>;
}

/** A wake-up counts as lost this long after it was due. */
const GRACE = 30 * SECOND;

/** Wakes the keys whose wake-up was lost. A wake-up that was only late makes this one stale, or the other way round. */
async function wakeOverdue({ clock, quota, wakeUps, log }: SweepPorts): Promise<number> {
  const overdue = await quota.overdue(clock.now() - GRACE);
  if (overdue.length === 0) return 0;
  await wakeUps.send(overdue.map((wakeUp) => ({ ...wakeUp, delaySeconds: 0 })));
  log.warn('wake-ups lost', { keys: overdue.length });
  log.count('LostWakeUps', overdue.length);
  return overdue.length;
}

async function askAccount(ports: SweepPorts, before: Promise<ControlSnapshot>): Promise<AccountLimits> {
  const { askAccount: ask, control, log } = ports;
  const account = await ask();
  measureAccount(log, account);
  const known = await before.catch(() => undefined);
  await control.putAccount(account);
  if (known?.account?.sendingEnabled === false && account.sendingEnabled) await goOnAfterPause(ports, known);
  return account;
}

/** What waits is measured also when SES does not answer: by the limits of the keys alone then. */
async function measure(ports: SweepPorts, asked: Promise<AccountLimits>) {
  const account = await asked.catch(() => undefined);
  return measureBacklog(ports, account);
}

/** SES's silence is told by the one who asks. */
async function measureQuota(ports: SweepPorts, asked: Promise<AccountLimits>) {
  const account = await asked.catch(() => undefined);
  if (account) await measureQuotaUsed(ports, account);
}

/**
 * Once a minute: what SES allows, keys that nobody woke, and how all stands, for alarms and dashboard. Each is done whether
 * or not the others fail.
 */
export async function sweep(ports: SweepPorts): Promise<void> {
  const { log, clock } = ports;
  const control = ports.control.load();
  const asked = askAccount(ports, control);
  const [account, woken, backlog, ...others] = await Promise.allSettled([
    asked,
    wakeOverdue(ports),
    measure(ports, asked),
    measureQuota(ports, asked),
    control.then((snapshot) => measureControl(log, snapshot)),
    ports.rules().then((standing) => measureRules(log, standing, clock.now())),
  ]);
  const results = [account, woken, backlog, ...others];
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  if (woken.status === 'fulfilled' && backlog.status === 'fulfilled')
    log.info('swept', { woken: woken.value, ...backlog.value, failed: failures.length });
  if (failures.length > 0) throw new AggregateError(failures, 'the sweep failed in part');
  log.count('Swept');
}
