import { describe, expect, it } from 'vitest';
import { createChecks } from '../../deploy/checks.ts';
import { Unmet } from '../../deploy/failures.ts';

function checksOf(times: readonly number[] = [0]) {
  const lines: string[] = [];
  const left = [...times];
  const last = times.at(-1) ?? 0;
  const checks = createChecks(
    (line) => lines.push(line),
    () => left.shift() ?? last,
  );
  return { checks, lines };
}

describe('a check of the deploy test', () => {
  it('that is met prints what it checked and when, and is counted', () => {
    const { checks, lines } = checksOf([0, 1_500]);
    checks.equal('the stack stands', ['UP', 1], ['UP', 1]);
    expect(lines).toEqual(['  [   1.5 s] ok  the stack stands']);
    expect(checks.met()).toBe(1);
  });

  it.each([
    [
      'equal',
      (one: ReturnType<typeof checksOf>) => one.checks.equal('the stack stands', 'DOWN', 'UP'),
      /UP[\s\S]*DOWN/,
    ],
    [
      'holds',
      (one: ReturnType<typeof checksOf>) => one.checks.holds('a page', false, [7]),
      /a page[\s\S]*\[7\]/,
    ],
  ] as const)(
    '%s throws what was expected and what was seen, and prints and counts nothing',
    (_, work, words) => {
      const one = checksOf();
      expect(() => work(one)).toThrow(Unmet);
      expect(() => work(one)).toThrow(words);
      expect(one.lines).toEqual([]);
      expect(one.checks.met()).toBe(0);
    },
  );

  it('looks until what it waits for is there', async () => {
    const { checks } = checksOf();
    let looks = 0;
    const look = async () => (looks++ < 2 ? { seen: looks } : { found: 'here' });
    await expect(checks.eventually('a mail', 60, look)).resolves.toBe('here');
    expect(checks.met()).toBe(1);
  });

  it('gives up after its time with what it saw last', async () => {
    const { checks } = checksOf([0, 0, 61_000]);
    const look = async () => ({ seen: 'an empty queue' });
    await expect(checks.eventually('a mail', 60, look)).rejects.toThrow(/within 60 s[\s\S]*an empty queue/);
    expect(checks.met()).toBe(0);
  });
});
