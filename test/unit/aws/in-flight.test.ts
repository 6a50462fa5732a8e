import { describe, expect, it } from 'vitest';
import { inFlight } from '../../../shared/aws/in-flight.ts';

describe('inFlight', () => {
  it('works on as many items at once as it may, and answers in order', async () => {
    let running = 0;
    let most = 0;
    const results = await inFlight(
      8,
      Array.from({ length: 30 }, (_, at) => at),
      async (item) => {
        running += 1;
        most = Math.max(most, running);
        for (let turn = 0; turn < 30 - item; turn += 1) await Promise.resolve();
        running -= 1;
        return item * 2;
      },
    );
    expect(most).toBe(8);
    expect(results).toEqual(Array.from({ length: 30 }, (_, at) => at * 2));
  });

  it('does nothing with nothing', async () => {
    expect(await inFlight(8, [], async () => 1)).toEqual([]);
  });
});
