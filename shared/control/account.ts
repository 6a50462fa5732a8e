import type { EpochMillis } from '../time/units.ts';

/** SES's GetAccount, as far as it bounds sending (SES v2 API, SendQuota). */
export interface AccountLimits {
  /** Recipients per second. */
  readonly maxSendRate: number;
  /** Recipients per 24 hours; −1 = no limit. */
  readonly max24HourSend: number;
  readonly sentLast24Hours: number;
  readonly sendingEnabled: boolean;
  /** Out of the sandbox. */
  readonly productionAccess?: boolean;
  /** `HEALTHY`, `PROBATION` (SES reviews the account) or `SHUTDOWN`. */
  readonly enforcement?: string;
  readonly readAt: EpochMillis;
}

/** What a new account may do (SES sandbox), assumed until SES has been asked. */
export const SANDBOX: Omit<AccountLimits, 'readAt'> = {
  maxSendRate: 1,
  max24HourSend: 200,
  sentLast24Hours: 0,
  sendingEnabled: true,
};
