import { describe, expect, it } from 'vitest';
import { mxKey } from '../../shared/quota/key.ts';
import { keyStatus } from '../../shared/quota/key-status.ts';
import { TOLERANCES } from '../../shared/quota/period.ts';
import { spacingOf } from '../../shared/quota/spacing.ts';
import { HOUR, MINUTE } from '../../shared/time/units.ts';
import { peakOf } from './world/audit.ts';
import { mailTo } from './world/mails.ts';
import { active, type Limits } from './world/rules.ts';
import { createWorld, START } from './world/world.ts';

const NORTH = { messages: 120, period: 'minute' } as const;
const LIMITS: Limits = {
  north: NORTH,
  east: { messages: 1_200, period: 'hour' },
};

/** How long a key is watched, and how many slots that allows at its spacing. */
const WATCHED = 20 * MINUTE;
const slotsIn = (name: 'north' | 'east') => {
  const { messages, period } = LIMITS[name] ?? { messages: 1, period: 'hour' };
  return Math.floor((WATCHED * 1_000) / spacingOf(messages, TOLERANCES[period]));
};

describe('in calm weather', () => {
  it.each(['north', 'east'] as const)('a busy key uses at least 98 % of its slots: %s', async (name) => {
    const world = createWorld({ seed: 11, rules: active(LIMITS) });
    const mails = slotsIn(name) + 200;
    for (let at = 0; at < mails; at += 1)
      world.send(mailTo(`x${at}@${name}.test`, `m${at}`, { campaign: `c${at % 4}` }));
    await world.run(START + HOUR);
    const first = Math.min(...world.accepted.map(({ at }) => at));
    const used = world.accepted.filter(({ at }) => at < first + WATCHED).length;
    expect(used / slotsIn(name)).toBeGreaterThanOrEqual(0.98);
  });

  it('the backlog of a campaign leaves in the order in which it was queued', async () => {
    const world = createWorld({ seed: 12, rules: active(LIMITS) });
    for (let at = 0; at < 2_000; at += 1)
      world.at(START + at * 50, () =>
        world.send(mailTo(`x${at}@east.test`, `m${at}`, { campaign: `c${at % 3}` })),
      );
    await world.run(START + 3 * HOUR, () => world.accepted.length === 2_000);
    for (const campaign of [0, 1, 2]) {
      const order = world.accepted.map(({ id }) => Number(id.slice(1))).filter((at) => at % 3 === campaign);
      const overtaken = order.filter((at, place) => at < Math.max(...order.slice(0, place)) - 200);
      expect(overtaken).toEqual([]);
    }
  });

  it('campaigns take turns, so the one queued last does not wait for the others', async () => {
    const world = createWorld({ seed: 14, rules: active(LIMITS) });
    for (let at = 0; at < 3_000; at += 1)
      world.send(mailTo(`x${at}@east.test`, `big-${at}`, { campaign: 'big' }));
    world.at(START + MINUTE, () => {
      for (let at = 0; at < 50; at += 1)
        world.send(mailTo(`y${at}@east.test`, `small-${at}`, { campaign: 'small' }));
    });
    await world.run(START + 10 * MINUTE);
    expect(world.accepted.filter(({ id }) => id.startsWith('small'))).toHaveLength(50);
  });

  it('the time to drain is foretold within 10 %', async () => {
    const world = createWorld({ seed: 13, rules: active(LIMITS) });
    for (let at = 0; at < 1_500; at += 1) world.send(mailTo(`x${at}@east.test`, `e${at}`));
    await world.run(START + 10 * MINUTE);
    const key = mxKey('default', 'rule', 'east');
    const item = (await world.quota.load([key])).get(key);
    const asked = world.clock.now();
    const foretold = (item && keyStatus(item, await world.backlog.waiting(key), asked).drainMillis) ?? 0;
    await world.run(START + 3 * HOUR, () => world.accepted.length === 1_500);
    expect((world.clock.now() - asked) / foretold).toBeGreaterThan(0.9);
    expect((world.clock.now() - asked) / foretold).toBeLessThan(1.1);
  });

  it.each([1, 2, 3, 4, 5, 6])(
    'a busy group that is cut anew stays within its limit (seed %i)',
    async (seed) => {
      const world = createWorld({ seed, rules: active(LIMITS) });
      for (let at = 0; at < 1_500; at += 1) world.send(mailTo(`x${at}@north.test`, `m${at}`));
      const activatedAt = START + 3 * MINUTE + seed * 7_000;
      world.at(activatedAt, () => {
        const anew = { ...LIMITS, north: { ...NORTH, group: 'north-2' } };
        world.setRules({ ...active(anew), previous: active(LIMITS).current, activatedAt });
      });
      await world.run(START + 15 * MINUTE);
      const times = world.accepted.map(({ at }) => at);
      expect(times.some((at) => at > activatedAt + 3 * MINUTE)).toBe(true);
      expect(peakOf(times, MINUTE)).toBeLessThanOrEqual(NORTH.messages);
    },
  );
});
