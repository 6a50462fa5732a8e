import { describe, expect, it } from 'vitest';
import { throttleCalls } from '../../../local/servers/ses/control-calls.ts';

describe('calls other than sending', () => {
  it('pass once a second, and a refused call does not put off the next', () => {
    let now = 5_000;
    const throttle = throttleCalls(() => now);
    const at = (millis: number) => {
      now = millis;
      return throttle()?.errorType;
    };
    expect([5_000, 5_001, 5_999, 6_000, 6_999, 7_000].map(at)).toEqual([
      undefined,
      'TooManyRequestsException',
      'TooManyRequestsException',
      undefined,
      'TooManyRequestsException',
      undefined,
    ]);
  });
});
