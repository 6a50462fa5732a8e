import { describe, expect, it } from 'vitest';
import type { MailId } from '../../shared/message/mail.ts';
import { HOUR, MINUTE } from '../../shared/time/units.ts';
import { dispositions, doubled, PERIODS, peakOf, timesBy } from './world/audit.ts';
import { DOUBTFUL, ROUGH } from './world/faults.ts';
import { active, limitOf } from './world/rules.ts';
import { LIMITS, type Storm, storm } from './world/storm.ts';
import { START, type World } from './world/world.ts';

const SEEDS = [1, 2, 3, 4, 5, 6];
/** Storms of many doubts are three times as much work. */
const FEW_SEEDS = [1, 3, 6];

/** What an operator may do meanwhile; `most` is the largest limit that was ever in force, as a multiple of the first. */
const WEATHERS: Readonly<Record<string, { readonly most: number; readonly meddle: (world: World) => void }>> =
  {
    'a storm of crashes, stalls, duplicates and wrong clocks': { most: 1, meddle: () => {} },
    'a storm while limits go up and down': {
      most: 2,
      meddle: (world) => {
        const scaled = (factor: number) =>
          Object.fromEntries(
            Object.entries(LIMITS).map(([id, one]) => [id, { ...one, messages: one.messages * factor }]),
          );
        world.at(START + 8 * MINUTE, () => world.setRules(active(scaled(2))));
        world.at(START + 16 * MINUTE, () => world.setRules(active(scaled(0.5))));
        world.at(START + 60 * MINUTE, () => world.setRules(active(LIMITS)));
      },
    },
    'a storm while rules are cut anew': {
      most: 1,
      meddle: (world) => {
        const before = active(LIMITS).current;
        const renamed = Object.fromEntries(
          Object.entries(LIMITS).map(([id, one]) => [id, { ...one, group: `${id}-2` }]),
        );
        world.at(START + 20 * MINUTE, () =>
          world.setRules({ ...active(renamed), previous: before, activatedAt: START + 20 * MINUTE }),
        );
      },
    },
    'a storm while campaigns are paused and resumed': {
      most: 1,
      meddle: (world) => {
        const order = {
          verb: 'pause',
          scope: { kind: 'campaign', name: 'c1' },
          at: START + 20 * MINUTE,
          by: 'op',
        } as const;
        world.at(order.at, () => void world.control.putOrder(order));
        world.at(
          START + 80 * MINUTE,
          () => void world.control.putOrder({ ...order, endedAt: START + 80 * MINUTE }),
        );
      },
    },
  };

const cases = Object.entries(WEATHERS).flatMap(([name, weather]) =>
  SEEDS.map((seed) => ({ name, seed, ...weather })),
);

describe.each(cases)('$name (seed $seed)', ({ seed, meddle, most }) => {
  let running: Promise<Storm> | undefined;
  const run = () => {
    running ??= storm(seed, meddle);
    return running;
  };

  it('lets no sliding period hold more hand-overs than its limit', async () => {
    const { world } = await run();
    expect(world.crashes()).toBeGreaterThan(10);
    for (const [key, at] of timesBy(world.accepted, (domain) => domain.split('.').slice(-2).join('.'))) {
      const { messages, period } = limitOf(LIMITS, key);
      expect(peakOf(at, PERIODS[period]), key).toBeLessThanOrEqual(messages * most);
    }
  });

  it('loses no mail and ends each exactly once', async () => {
    const { world, ids } = await run();
    const heard = dispositions(world.events);
    expect(ids.filter((id) => !heard.has(id))).toEqual([]);
    expect([...heard].filter(([, kinds]) => kinds.size !== 1)).toEqual([]);
  });

  it('hands nothing over twice but what was in doubt, and tells of every hand-over', async () => {
    const { world } = await run();
    const heard = dispositions(world.events);
    expect(doubled(world.accepted).filter((id) => !world.inDoubt.has(id))).toEqual([]);
    const untold = world.accepted.filter(
      ({ id }) => !heard.get(id)?.has('handedOver') && !heard.get(id)?.has('inDoubt'),
    );
    expect(untold).toEqual([]);
  });
});

const CONFIRMED = [
  ...SEEDS.map((seed) => ({ name: 'a storm', seed, faults: ROUGH })),
  ...FEW_SEEDS.map((seed) => ({ name: 'a storm of many doubts', seed, faults: DOUBTFUL })),
];

describe.each(CONFIRMED)('$name while SES confirms hand-overs by events (seed $seed)', ({ seed, faults }) => {
  it('leaves nothing in doubt that SES took, and hands over twice only what was', async () => {
    const { world, ids } = await storm(seed, () => {}, { confirmedByEvents: true }, faults);
    const heard = dispositions(world.events);
    expect(ids.filter((id) => heard.get(id)?.size !== 1)).toEqual([]);
    const taken = new Set(world.accepted.map(({ id }) => id));
    expect([...taken].filter((id) => !heard.get(id)?.has('handedOver'))).toEqual([]);
    expect(doubled(world.accepted).filter((id) => !world.inDoubt.has(id))).toEqual([]);
  });
});

describe.each(FEW_SEEDS)('a storm that leaves many hand-overs in doubt (seed %i)', (seed) => {
  let running: Promise<Storm> | undefined;
  const run = () => {
    running ??= storm(seed, () => {}, {}, DOUBTFUL);
    return running;
  };

  it('sends transactional mail again once at most, and other mail never', async () => {
    const { world, ids } = await run();
    const timesOf = Map.groupBy(world.begun, (id) => id);
    const rows = await Promise.all(ids.map((id) => world.delivery.get(id as MailId)));
    const tried = rows.map((row) => ({ ...row, times: timesOf.get(row?.id ?? '')?.length ?? 0 }));
    const mostOf = (stream: string | undefined) => (stream === 'transactional' ? 2 : 1);
    expect(tried.filter(({ echo, times }) => times > mostOf(echo?.stream)).map(({ id }) => id)).toEqual([]);
    expect(tried.filter(({ times }) => times === 2).length).toBeGreaterThan(10);
  });

  it('loses no mail, ends each exactly once, and no copy is left', async () => {
    const { world, ids } = await run();
    const heard = dispositions(world.events);
    expect(ids.filter((id) => heard.get(id)?.size !== 1)).toEqual([]);
    expect(world.inQueues()).toBe(0);
  });
});

describe('a campaign that is paused', () => {
  it('hands nothing over a minute after the order, and goes on after the resume', async () => {
    const paused = START + 20 * MINUTE;
    const { world } = await storm(21, WEATHERS['a storm while campaigns are paused and resumed']?.meddle);
    const ofCampaign = world.accepted.filter(({ id }) => Number(id.slice(5)) % 3 === 1).map(({ at }) => at);
    expect(ofCampaign.filter((at) => at > paused + MINUTE && at < paused + HOUR)).toEqual([]);
    expect(ofCampaign.some((at) => at > paused + HOUR)).toBe(true);
  });
});
