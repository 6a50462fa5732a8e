import { SES_ERRORS, type SesError } from './errors.ts';

/** SES's limits on recipients; `max24HourSend` −1 is none. */
export interface AccountLimits {
  readonly maxSendRate: number;
  readonly max24HourSend: number;
}

export interface SesAccount {
  /** Counts the recipients, or says why they are refused. */
  take(recipients: number, nowMillis: number): SesError | undefined;
  sentLast24Hours(nowMillis: number): number;
  readonly limits: AccountLimits;
}

const BUCKET_MILLIS = 60_000;
const BUCKETS_A_DAY = 24 * 60;

/** A token bucket of one second's worth for the rate, minute buckets for the 24 hours. */
export function createAccount(limits: AccountLimits): SesAccount {
  const capacity = Math.max(1, limits.maxSendRate);
  let tokens = capacity;
  let filledAt = 0;
  const sent = new Map<number, number>();

  const sentLast24Hours = (now: number): number => {
    const oldest = Math.floor(now / BUCKET_MILLIS) - BUCKETS_A_DAY;
    for (const bucket of sent.keys()) if (bucket <= oldest) sent.delete(bucket);
    return [...sent.values()].reduce((sum, count) => sum + count, 0);
  };
  const take = (recipients: number, now: number): SesError | undefined => {
    tokens = Math.min(capacity, tokens + ((now - filledAt) / 1_000) * limits.maxSendRate);
    filledAt = now;
    if (tokens < recipients) return SES_ERRORS.rateExceeded;
    const daily = limits.max24HourSend;
    if (daily >= 0 && sentLast24Hours(now) + recipients > daily) return SES_ERRORS.dailyQuotaExceeded;
    tokens -= recipients;
    const bucket = Math.floor(now / BUCKET_MILLIS);
    sent.set(bucket, (sent.get(bucket) ?? 0) + recipients);
    return undefined;
  };
  return { take, sentLast24Hours, limits };
}

/** The answer to GetAccount. */
export const accountAnswer = (account: SesAccount, nowMillis: number) => ({
  DedicatedIpAutoWarmupEnabled: false,
  EnforcementStatus: 'HEALTHY',
  ProductionAccessEnabled: true,
  SendingEnabled: true,
  SendQuota: {
    Max24HourSend: account.limits.max24HourSend,
    MaxSendRate: account.limits.maxSendRate,
    SentLast24Hours: account.sentLast24Hours(nowMillis),
  },
});
