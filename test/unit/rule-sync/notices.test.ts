import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createMemoryNotices } from '../../../shared/memory/notices.ts';
import { createMemoryTrialStore } from '../../../shared/memory/trial-store.ts';
import { NOTICE_KINDS, NOTICE_SUBJECTS } from '../../../shared/notice/notice.ts';
import type { Notices } from '../../../shared/ports/notices.ts';
import type { RulesStore } from '../../../shared/ports/rules-store.ts';
import { goCustom } from '../../../shared/rule-sync/custom.ts';
import { setOff } from '../../../shared/rule-sync/switch-sync.ts';
import { syncRules } from '../../../shared/rule-sync/sync.ts';
import type { RuleSetData } from '../../../shared/rules/schema.ts';
import { DAY } from '../../../shared/time/units.ts';
import { AT, limited, release, rules } from '../../support/feed-releases.ts';
import { type StartedRules, startRules } from '../../support/rule-ports.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../../schemas/notice.schema.json', import.meta.url), 'utf8'),
);
const published = z.fromJSONSchema(schema);

const halved = (data: RuleSetData): RuleSetData => ({
  ...data,
  rules: data.rules.slice(data.rules.length / 2),
});
/** Every rule tighter, but those that would no longer be one mail. */
const tightened = (data: RuleSetData): RuleSetData => ({
  ...data,
  rules: data.rules.map((rule) => ({ ...rule, limit: '9/min', perDay: '8/d', messagesPerConnection: 1 })),
});
const FIRST = rules('1.0.0', limited('100/h'));

let world: StartedRules;
let notices: ReturnType<typeof createMemoryNotices>;
beforeEach(() => {
  world = startRules();
  notices = createMemoryNotices();
});
const publish = (data: RuleSetData, sequence: number, expiresAt = AT + 30 * DAY) => {
  world.feed.objects = release(data, { sequence, expiresAt });
};
const sync = (options = {}) => syncRules({ ...world.ports, notices }, options);
const at = expect.stringMatching(/^2025-11-24T16:00:00\.\d{3}Z$/);

/** Each is what the published schema says. */
const told = () => {
  for (const notice of notices.told)
    expect(published.safeParse(notice)).toEqual({ success: true, data: notice });
  return notices.told;
};

describe('operators are told', () => {
  it('what is in force now, and nothing while nothing changes', async () => {
    publish(FIRST, 1);
    await sync();
    await sync();
    const lines = [expect.stringContaining('northmail')];
    expect(told()).toEqual([{ v: 1, kind: 'rulesActivated', at, version: '1.0.0', lines }]);
  });

  it('in 20 lines at most what changed, and how many more', async () => {
    publish(rules('2.0.0', tightened), 1);
    const { lines: all } = (await sync({ accept: true })) as { readonly lines: readonly string[] };
    expect(all.length).toBeGreaterThan(20);
    const [notice] = told();
    expect(notice).toMatchObject({ kind: 'rulesActivated' });
    expect((notice as { readonly lines: readonly string[] }).lines).toEqual([
      ...all.slice(0, 20),
      `… ${all.length - 20} more`,
    ]);
  });

  it('which share of the keys tries a release', async () => {
    publish(FIRST, 1);
    await sync({ candidate: { share: 20 } });
    expect(told()).toMatchObject([{ kind: 'rulesActivated', share: 20 }]);
  });

  it('what a trial gave all keys, also where the feed cannot be had that night', async () => {
    const counts = createMemoryTrialStore();
    const night = () =>
      syncRules({ ...world.ports, notices, trials: { counts, share: 10, sentLastDay: async () => 10_000 } });
    publish(FIRST, 1);
    await night();
    world.time.now += 3 * DAY;
    world.feed.objects = {};
    expect(await night()).toMatchObject({ kind: 'failed', trial: { verdict: 'promote' } });
    expect(notices.told).toMatchObject([
      { kind: 'rulesActivated', share: 10 },
      { kind: 'rulesActivated', version: '1.0.0' },
      { kind: 'rulesSyncFailed' },
    ]);
  });

  it('once what a trial gave all keys, where nothing else is new', async () => {
    const counts = createMemoryTrialStore();
    const night = () =>
      syncRules({ ...world.ports, notices, trials: { counts, share: 10, sentLastDay: async () => 10_000 } });
    publish(FIRST, 1);
    await night();
    world.time.now += 3 * DAY;
    expect(await night()).toMatchObject({ kind: 'activated' });
    expect(notices.told.map(({ kind }) => kind)).toEqual(['rulesActivated', 'rulesActivated']);
  });

  it('once why a release is held, not every night', async () => {
    publish(rules('3.0.0', halved), 1);
    expect(await sync()).toMatchObject({ kind: 'held' });
    expect(await sync()).toMatchObject({ kind: 'held' });
    const why = expect.arrayContaining([expect.stringContaining('%')]);
    expect(told()).toEqual([{ v: 1, kind: 'rulesHeld', at, version: '3.0.0', why }]);
  });

  it('that a feed cannot be had, every night', async () => {
    await sync();
    await sync();
    const text = 'feed.json: it answers 404';
    const failed = { v: 1, kind: 'rulesSyncFailed', at, code: 'missing', text };
    expect(told()).toEqual([failed, failed]);
  });

  it('of a fault, however long its text', async () => {
    const store: RulesStore = { ...world.store, state: () => Promise.reject(new Error('x'.repeat(5_000))) };
    await expect(syncRules({ ...world.ports, store, notices })).rejects.toThrow();
    const text = `${'x'.repeat(1_000)}…`;
    expect(told()).toEqual([{ v: 1, kind: 'rulesSyncFailed', at, code: 'Error', text }]);
  });

  it('that the feed expires, beside what became of it', async () => {
    publish(FIRST, 1, AT + 6 * DAY);
    await sync();
    await sync();
    const text = expect.stringContaining('expires in 5 days');
    const expires = { v: 1, kind: 'feedExpires', at, expiresAt: '2025-11-30T16:00:00.000Z', text };
    expect(told()).toEqual([expect.objectContaining({ kind: 'rulesActivated' }), expires, expires]);
  });

  it.each([
    { mode: 'custom', turn: () => goCustom(world.ports, { by: 'jo' }) },
    { mode: 'off', turn: () => setOff(world.ports) },
  ])('nothing in mode $mode, which is their own doing', async ({ turn }) => {
    await turn();
    await sync();
    expect(told()).toEqual([]);
  });
});

describe('a notice that cannot be published', () => {
  const deaf: Notices = { tell: () => Promise.reject(new Error('no topic')) };
  const lost = {
    event: 'WARN notice not published',
    fields: expect.objectContaining({ kind: 'rulesActivated' }),
  };

  it('is logged and counted, and the rules are in force all the same', async () => {
    publish(FIRST, 1);
    expect(await syncRules({ ...world.ports, notices: deaf })).toMatchObject({ kind: 'activated' });
    expect(world.lines).toContainEqual(lost);
    expect(world.counted).toEqual(['RulesActivated', 'NoticesLost']);
  });

  it('hides no fault', async () => {
    const store: RulesStore = { ...world.store, state: () => Promise.reject(new Error('no table')) };
    await expect(syncRules({ ...world.ports, store, notices: deaf })).rejects.toThrow('no table');
    expect(world.counted).toEqual(['RulesSyncFailed', 'NoticesLost']);
  });
});

it.each(NOTICE_KINDS)('the subject of %s is one that SNS takes', (kind) => {
  expect(NOTICE_SUBJECTS[kind]).toMatch(/^[A-Za-z][ -~]{0,98}$/);
});
