import { describe, expect, it } from 'vitest';
import type { ActiveRules } from '../../shared/ports/rules-source.ts';
import type { Pool } from '../../shared/settings/settings.ts';
import { MINUTE } from '../../shared/time/units.ts';
import { dispositions, doubled, peakOf } from './world/audit.ts';
import { active, type Limits, type Provider } from './world/rules.ts';
import { LIMITS, poolOf, type Storm, storm } from './world/storm.ts';
import { START, type World } from './world/world.ts';

const SEEDS = [1, 2, 3, 4];

/** What one provider's rule is to be from a minute of the storm on. */
type Changes = readonly (readonly [minute: number, change: Partial<Provider>])[];

/** Puts each change in force at its time, as an operator would: the rules before are told with the new ones. */
const follow = (provider: string, changes: Changes) => (world: World) => {
  const rulesOf = (change: Partial<Provider>): Limits => ({
    ...LIMITS,
    [provider]: { messages: 1, period: 'minute', ...LIMITS[provider], ...change },
  });
  let rules: ActiveRules = active(LIMITS);
  for (const [minute, change] of changes) {
    const { current: previous, activatedAt: until, former = [] } = rules;
    const older = rules.previous ? [{ rules: rules.previous, until }, ...former] : former;
    const next = {
      ...active(rulesOf(change)),
      previous,
      activatedAt: START + minute * MINUTE,
      former: older,
    };
    rules = next;
    world.at(next.activatedAt, () => world.setRules(next));
  }
};

/** Slots of the rules before may still depart; then the new key begins. */
const SETTLED = 2 * MINUTE;

function expectKept({ world, ids }: Storm): void {
  const heard = dispositions(world.events);
  expect(ids.filter((id) => heard.get(id)?.size !== 1)).toEqual([]);
  expect(doubled(world.accepted).filter((id) => !world.inDoubt.has(id))).toEqual([]);
  expect(world.crashes()).toBeGreaterThan(10);
}

/** When a provider's mail was taken, that of one domain or of one pool where it is said. */
const timesOf = ({ world }: Storm, domain: string, fits: (id: string) => boolean = () => true) =>
  world.accepted.filter((mail) => mail.domain.endsWith(domain) && fits(mail.id)).map(({ at }) => at - START);

describe.each(SEEDS)('a storm while a rule counts by host, by operator and as before (seed %i)', (seed) => {
  const [BY_HOST, BY_OPERATOR, AS_BEFORE] = [5 * MINUTE, 14 * MINUTE, 23 * MINUTE];
  const LIMIT = 6;
  let running: Promise<Storm> | undefined;
  const run = () => {
    running ??= storm(
      seed,
      follow('city', [
        [BY_HOST / MINUTE, { scope: 'host' }],
        [BY_OPERATOR / MINUTE, { scope: 'operator' }],
        [AS_BEFORE / MINUTE, {}],
      ]),
    );
    return running;
  };

  it.each(['one.city.test', 'two.city.test'])(
    'lets no sliding minute of a host hold more than its limit, whatever it is counted by: %s',
    async (domain) => {
      expect(peakOf(timesOf(await run(), domain), MINUTE)).toBeLessThanOrEqual(LIMIT);
    },
  );

  it('lets no sliding minute of all hosts hold more than the limits of the counters in force', async () => {
    const times = timesOf(await run(), 'city.test');
    const within = (from: number, to: number) => times.filter((at) => at >= from && at < to);
    expect(peakOf(times, MINUTE)).toBeLessThanOrEqual(2 * LIMIT);
    expect(peakOf(within(0, BY_HOST + SETTLED), MINUTE)).toBeLessThanOrEqual(LIMIT);
    expect(peakOf(within(BY_HOST + SETTLED, BY_OPERATOR), MINUTE)).toBeGreaterThan(LIMIT);
    expect(peakOf(within(BY_OPERATOR + SETTLED, Number.POSITIVE_INFINITY), MINUTE)).toBeLessThanOrEqual(
      LIMIT,
    );
  });

  it('loses no mail, and hands none over twice but what was in doubt', async () => expectKept(await run()));
});

const pool = (name: string): Pool => ({
  name,
  ipCount: 1,
  level: 'normal',
  configurationSets: [
    { maxDeliverySeconds: 50_400, name: `${name}-14h`, watched: `${name}-14h-watched` },
    { maxDeliverySeconds: 900, name: `${name}-15min`, watched: `${name}-15min-watched` },
  ],
});

describe.each(SEEDS)('a storm while a rule is for one pool only, and for all again (seed %i)', (seed) => {
  const [FOR_NEWS, FOR_ALL] = [5 * MINUTE, 20 * MINUTE];
  const LIMIT = LIMITS['city']?.messages ?? 0;
  const settings = { pools: { default: pool('default'), news: pool('news') } };
  let running: Promise<Storm> | undefined;
  const run = () => {
    running ??= storm(
      seed,
      follow('city', [
        [FOR_NEWS / MINUTE, { pools: ['news'] }],
        [FOR_ALL / MINUTE, {}],
      ]),
      settings,
    );
    return running;
  };
  const timesFrom = (ran: Storm, name: string) =>
    timesOf(ran, 'city.test', (id) => poolOf(id, settings) === name);

  it('lets no sliding minute of that pool hold more than the limit', async () => {
    expect(peakOf(timesFrom(await run(), 'news'), MINUTE)).toBeLessThanOrEqual(LIMIT);
  });

  it('holds the other pool to the limit of whichever rule it falls under', async () => {
    const times = timesFrom(await run(), 'default');
    const within = (from: number, to: number) => times.filter((at) => at >= from && at < to);
    expect(peakOf(within(0, FOR_NEWS + SETTLED), MINUTE)).toBeLessThanOrEqual(LIMIT);
    expect(peakOf(within(FOR_NEWS + SETTLED, FOR_ALL), MINUTE)).toBeGreaterThan(LIMIT);
    expect(peakOf(within(FOR_ALL + SETTLED, Number.POSITIVE_INFINITY), MINUTE)).toBeLessThanOrEqual(LIMIT);
  });

  it('loses no mail, and hands none over twice but what was in doubt', async () => expectKept(await run()));
});

describe.each(SEEDS)('a storm while a change of rules follows another at once (seed %i)', (seed) => {
  it('lets no sliding minute hold more than the limit', async () => {
    const changes = [15, 18, 21, 24].flatMap((minute) => [
      [minute, { group: `city-${minute}` }] as const,
      [minute + 0.4, { group: `city-${minute}`, perDay: 10_000 }] as const,
    ]);
    const ran = await storm(seed, follow('city', changes));
    expectKept(ran);
    expect(peakOf(timesOf(ran, 'city.test'), MINUTE)).toBeLessThanOrEqual(6);
  });
});
