import { describe, expect, it } from 'vitest';
import type { ActiveRules } from '../../../shared/ports/rules-source.ts';
import { isTried } from '../../../shared/quota/is-tried.ts';
import { mxKey } from '../../../shared/quota/key.ts';
import type { Pool } from '../../../shared/settings/settings.ts';
import { routeTo } from '../../../shared/throttler/route.ts';
import { HOUR, MINUTE } from '../../../shared/time/units.ts';
import { type Limits, rulesFor } from '../../property/world/rules.ts';

const POOL: Pool = { name: 'default', ipCount: 1, level: 'normal', configurationSets: [] };
const NOW = Date.UTC(2026, 10, 26);

const NAMES = Array.from({ length: 400 }, (_, at) => `isp${at}`);
const limitsOf = (messages: number, more: Partial<Limits[string]> = {}): Limits =>
  Object.fromEntries(NAMES.map((name) => [name, { messages, period: 'hour', ...more } as const]));

const CURRENT = rulesFor(limitsOf(100), 'now');
const trying = (rules: ActiveRules['current'], share: number): ActiveRules => ({
  current: CURRENT,
  activatedAt: 0,
  candidate: { name: 'c', since: 0, rules, share },
});
const routes = (active: ActiveRules) => NAMES.map((name) => routeTo(`mx.${name}.test`, POOL, active, NOW));

describe('candidate rules', () => {
  const next = rulesFor(limitsOf(200), 'next');

  it.each([
    [0, 0, 0],
    [100, 400, 400],
    [25, 70, 130],
  ])('at %i %% are tried on about that share of the keys', (share, least, most) => {
    const tried = routes(trying(next, share)).filter(({ ruleSet }) => ruleSet === 'next');
    expect(tried.length).toBeGreaterThanOrEqual(least);
    expect(tried.length).toBeLessThanOrEqual(most);
    expect(new Set(tried.map(({ pace }) => pace.limit))).toEqual(new Set(share === 0 ? [] : [200]));
  });

  it('give each key the same counter that it has, and the same verdict every time', () => {
    const keys = routes({ current: CURRENT, activatedAt: 0 }).map(({ key }) => key);
    const once = routes(trying(next, 40));
    expect(once.map(({ key }) => key)).toEqual(keys);
    expect(routes(trying(next, 40))).toEqual(once);
    expect(once.some(({ waitUntil }) => waitUntil !== undefined)).toBe(false);
  });

  it('keep the keys that they are tried on when the share grows', () => {
    const keys = NAMES.map((name) => mxKey('default', 'rule', name));
    const few = keys.filter((key) => isTried(key, 10));
    expect(few.length).toBeGreaterThan(10);
    expect(few.filter((key) => !isTried(key, 30))).toEqual([]);
  });

  it.each([
    ['another group', rulesFor(limitsOf(200, { group: 'united' }), 'next')],
    ['another scope', rulesFor(limitsOf(200, { scope: 'host' }), 'next')],
    ['no rule for the pool', rulesFor(limitsOf(200, { pools: ['news'] }), 'next')],
  ])('are tried on no key that they would count otherwise: %s', (_, rules) => {
    expect(routes(trying(rules, 100)).map(({ ruleSet }) => ruleSet)).toEqual(NAMES.map(() => 'now'));
  });

  it('leave the wait of a new key as it is', () => {
    const previous = rulesFor(limitsOf(100, { group: 'before' }), 'before');
    const [route] = routes({ ...trying(next, 100), previous, activatedAt: NOW });
    expect(route).toMatchObject({ ruleSet: 'next', key: 'default|rule|isp0' });
    expect(route?.waitUntil).toBeGreaterThan(NOW + 2 * MINUTE);
  });
});

describe('rules that were in force a moment ago', () => {
  const before = rulesFor(limitsOf(100, { group: 'before' }), 'before');
  const waitOf = (active: ActiveRules) => routeTo('mx.isp0.test', POOL, active, NOW).waitUntil;
  const alone = waitOf({ current: CURRENT, previous: before, activatedAt: NOW - 1_000 });

  it('keep a new key waiting, also when others that count alike came in between', () => {
    const former = [{ rules: before, until: NOW - 1_000 }];
    expect(alone).toBeGreaterThan(NOW);
    expect(waitOf({ current: CURRENT, previous: CURRENT, activatedAt: NOW, former })).toBe(alone);
    expect(waitOf({ current: CURRENT, previous: CURRENT, activatedAt: NOW })).toBeUndefined();
  });

  it('keep no key waiting that they counted alike, or for longer than they may matter', () => {
    expect(
      waitOf({
        current: CURRENT,
        previous: CURRENT,
        activatedAt: NOW,
        former: [{ rules: CURRENT, until: NOW }],
      }),
    ).toBeUndefined();
    expect(
      waitOf({
        current: CURRENT,
        previous: CURRENT,
        activatedAt: NOW,
        former: [{ rules: before, until: NOW - HOUR }],
      }),
    ).toBeUndefined();
  });
});
