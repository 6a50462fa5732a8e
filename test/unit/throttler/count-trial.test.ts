import { beforeEach, describe, expect, it } from 'vitest';
import type { ActiveRules } from '../../../shared/ports/rules-source.ts';
import { MINUTE } from '../../../shared/time/units.ts';
import { rulesFor } from '../../property/world/rules.ts';
import { createStage, keyOf, records, type Stage } from './support/stage.ts';

const LIMITS = {
  swift: { messages: 600, period: 'minute' },
  slow: { messages: 60, period: 'hour' },
} as const;
const rules = (share: number): ActiveRules => ({
  current: rulesFor(LIMITS, 'now'),
  activatedAt: 0,
  candidate: { name: 'next.json.gz', since: 0, share, rules: rulesFor(LIMITS, 'next') },
});

let stage: Stage;
beforeEach(async () => {
  stage = createStage();
  await stage.trials.begin('next.json.gz', 0);
});
const counts = async () => {
  const { tried, others } = await stage.trials.counts('next.json.gz');
  return { tried, others };
};

describe('while a release is tried', () => {
  it('mails that set out are counted, by whose rules they went', async () => {
    stage.said.rules = rules(100);
    await stage.throttle(records('swift', 3));
    expect(await counts()).toEqual({ tried: 3, others: 0 });
    stage.said.rules = rules(0);
    await stage.throttle(
      records('swift', 2).map((one) => ({ ...one, body: one.body.replace('swift-', 'n-') })),
    );
    expect(await counts()).toEqual({ tried: 3, others: 2 });
  });

  it('so are those that left the backlog', async () => {
    stage.said.rules = rules(100);
    await stage.throttle(records('slow', 60));
    const { tried: before } = await counts();
    const at = stage.sent.length;
    expect(before).toBe(at);
    for (let turn = 0; turn < 5; turn += 1) {
      stage.time.now += 2 * MINUTE;
      await stage.pump(keyOf('slow'));
    }
    expect(stage.sent.length).toBeGreaterThan(at);
    expect(await counts()).toEqual({ tried: stage.sent.length, others: 0 });
  });

  it('those that the queue did not take are not', async () => {
    stage.said.rules = rules(100);
    const deliveryQueue = { send: async () => new Set([0]) };
    await stage.throttle(records('swift', 2), { deliveryQueue });
    expect(await counts()).toEqual({ tried: 1, others: 0 });
  });

  it('mail does not suffer where counting fails', async () => {
    stage.said.rules = rules(100);
    const trials = { add: () => Promise.reject(new Error('throttled')) };
    expect(await stage.throttle(records('swift', 2), { trials })).toEqual(new Set());
    expect(stage.sentIds()).toHaveLength(2);
    expect(stage.warnings).toEqual(['trial not counted']);
  });
});

it('without a trial nothing is counted', async () => {
  const added: unknown[] = [];
  await stage.throttle(records('swift', 2), { trials: { add: async (...all) => void added.push(all) } });
  expect(stage.sent).toHaveLength(2);
  expect(added).toEqual([]);
});
