import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Pool } from '../../../shared/settings/settings.ts';
import { routeTo } from '../../../shared/throttler/route.ts';
import { type Limits, type Provider, rulesFor } from '../world/rules.ts';

const NOW = Date.UTC(2026, 10, 26);
const NAMES = ['north', 'south', 'west'] as const;

const provider: fc.Arbitrary<Provider> = fc.record(
  {
    messages: fc.integer({ min: 1, max: 10_000 }),
    period: fc.constantFrom('minute' as const, 'hour' as const),
    perDay: fc.integer({ min: 1, max: 100_000 }),
    group: fc.constantFrom('north', 'south', 'united'),
    scope: fc.constantFrom('rule' as const, 'host' as const, 'operator' as const),
    pools: fc.subarray(['default', 'news'], { minLength: 1 }),
  },
  { requiredKeys: ['messages', 'period'] },
);
const limits: fc.Arbitrary<Limits> = fc
  .tuple(provider, provider, provider)
  .map((all) => Object.fromEntries(NAMES.map((name, at) => [name, all[at] as Provider])));

const pool = (name: string): Pool => ({ name, ipCount: 1, level: 'normal', configurationSets: [] });

test('a trial never moves mail to another counter, and gives a key one pace: the candidate’s or its own', () => {
  const shares = fc.integer({ min: 0, max: 50 });
  const hosts = fc.constantFrom(...NAMES).map((name) => `mx.${name}.test`);
  const pools = fc.constantFrom('default', 'news').map(pool);
  fc.assert(
    fc.property(limits, limits, shares, hosts, pools, (now, next, share, mx, of) => {
      const current = rulesFor(now, 'now');
      const rules = rulesFor(next, 'next');
      const without = routeTo(mx, of, { current, activatedAt: 0 }, NOW);
      const whole = routeTo(mx, of, { current: rules, activatedAt: 0 }, NOW);
      const candidate = { name: 'c', since: 0, rules, share };
      const route = routeTo(mx, of, { current, activatedAt: 0, candidate }, NOW);
      expect(route.key).toBe(without.key);
      expect(route).toEqual(route.ruleSet === 'next' ? whole : without);
    }),
    { seed: 11, numRuns: 2_000 },
  );
});
