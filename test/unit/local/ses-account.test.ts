import { describe, expect, it } from 'vitest';
import { createAccount } from '../../../local/servers/ses/account.ts';

const HOUR = 3_600_000;

describe('the account', () => {
  it('takes one second of its rate at once, and no recipient more', () => {
    const account = createAccount({ maxSendRate: 14, max24HourSend: -1 });
    expect(account.take(14, HOUR)).toBeUndefined();
    expect(account.take(1, HOUR)?.errorType).toBe('TooManyRequestsException');
  });

  it('fills up again with time', () => {
    const account = createAccount({ maxSendRate: 10, max24HourSend: -1 });
    account.take(10, HOUR);
    expect(account.take(1, HOUR + 99)?.message).toBe('Maximum sending rate exceeded.');
    expect(account.take(1, HOUR + 100)).toBeUndefined();
  });

  it('counts recipients of 24 hours against the daily quota, refusals not', () => {
    const account = createAccount({ maxSendRate: 1_000, max24HourSend: 3 });
    expect(account.take(2, HOUR)).toBeUndefined();
    expect(account.take(2, HOUR)?.errorType).toBe('LimitExceededException');
    expect(account.take(1, HOUR)).toBeUndefined();
    expect(account.sentLast24Hours(HOUR)).toBe(3);
    expect(account.take(3, 25 * HOUR)).toBeUndefined();
  });
});
