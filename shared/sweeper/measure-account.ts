import type { AccountLimits } from '../control/account.ts';
import type { Clock } from '../ports/clock.ts';
import type { ControlSnapshot } from '../ports/control-store.ts';
import type { Gauges } from '../ports/log.ts';
import type { QuotaStore } from '../ports/quota-store.ts';
import { countedInDay, NO_DAY } from '../quota/day-counter.ts';
import { accountDayKey } from '../quota/key.ts';

const oneIf = (is: boolean): number => (is ? 1 : 0);

/** Measures what SES says of the account: paused, under review, in the sandbox. */
export function measureAccount(log: Gauges, account: AccountLimits): void {
  const { sendingEnabled, enforcement, productionAccess } = account;
  log.gauge('SesPaused', oneIf(!sendingEnabled || enforcement === 'SHUTDOWN'));
  log.gauge('SesUnderReview', oneIf(enforcement === 'PROBATION'));
  if (productionAccess !== undefined) log.gauge('SesSandbox', oneIf(!productionAccess));
}

interface QuotaUsedPorts {
  readonly clock: Clock;
  readonly quota: Pick<QuotaStore, 'loadDay'>;
  readonly log: Gauges;
}

/**
 * Measures how much of the account's quota of 24 hours is used, as mail is stopped by it: by SES's count, which knows of
 * others who send, or by ours, which counts slots that were given and the oldest quarter of an hour whole.
 */
export async function measureQuotaUsed(
  { clock, quota, log }: QuotaUsedPorts,
  { max24HourSend, sentLast24Hours }: AccountLimits,
): Promise<void> {
  if (max24HourSend <= 0) return;
  const counter = (await quota.loadDay([accountDayKey])).get(accountDayKey) ?? NO_DAY;
  const used = Math.max(sentLast24Hours, countedInDay(counter, clock.now()));
  log.gauge('SesQuotaUsed', (100 * used) / max24HourSend);
}

/** Measures what keeps mail back: holds of SES, pauses of operators. */
export function measureControl(log: Gauges, { holds, orders }: ControlSnapshot): void {
  const paused = orders.filter(({ verb, endedAt }) => verb === 'pause' && endedAt === undefined);
  log.gauge('Holds', holds.length);
  log.gauge('Pauses', paused.length);
}
