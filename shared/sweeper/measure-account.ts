import type { AccountLimits } from '../control/account.ts';
import type { ControlSnapshot } from '../ports/control-store.ts';
import type { Gauges } from '../ports/log.ts';

const oneIf = (is: boolean): number => (is ? 1 : 0);

/** Measures what SES says of the account: quota used, paused, under review, in the sandbox. */
export function measureAccount(log: Gauges, account: AccountLimits): void {
  const { max24HourSend, sentLast24Hours, sendingEnabled, enforcement, productionAccess } = account;
  if (max24HourSend > 0) log.gauge('SesQuotaUsed', (100 * sentLast24Hours) / max24HourSend);
  log.gauge('SesPaused', oneIf(!sendingEnabled || enforcement === 'SHUTDOWN'));
  log.gauge('SesUnderReview', oneIf(enforcement === 'PROBATION'));
  if (productionAccess !== undefined) log.gauge('SesSandbox', oneIf(!productionAccess));
}

/** Measures what keeps mail back: holds of SES, pauses of operators. */
export function measureControl(log: Gauges, { holds, orders }: ControlSnapshot): void {
  const paused = orders.filter(({ verb, endedAt }) => verb === 'pause' && endedAt === undefined);
  log.gauge('Holds', holds.length);
  log.gauge('Pauses', paused.length);
}
