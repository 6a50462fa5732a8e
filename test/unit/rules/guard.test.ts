import { describe, expect, it } from 'vitest';
import shipped from '../../../rules/shipped.json' with { type: 'json' };
import type { BounceRuleData } from '../../../shared/rules/bounce-schema.ts';
import { guard } from '../../../shared/rules/guard.ts';
import { loadRuleSetData } from '../../../shared/rules/load-rule-set.ts';
import type { MxRuleData, RuleSetData } from '../../../shared/rules/schema.ts';
import { QUARANTINE, rule, ruleSet } from './support/rule-sets.ts';

const MOST = 20;
const NAMES = ['vela', 'cirrus', 'nimbus', 'stratus', 'cumulus', 'altus', 'fractus', 'velum', 'pileus'];
/** Nine rules and the last: one is 10 %. */
const set = (change: (id: string, place: number) => MxRuleData | undefined = (id) => rule(id)) =>
  ruleSet(NAMES.flatMap((id, place) => change(id, place) ?? []));
const base = set();
const bounce = (id: string): BounceRuleData => ({
  id,
  patterns: [id],
  type: 'soft',
  reason: 'mailboxFull',
  examples: [id],
  source: 'made up',
});
const judging = (bounces: readonly BounceRuleData[]): RuleSetData => ({ ...base, bounces: [...bounces] });
const four = ['one', 'two', 'three', 'four'].map(bounce);

/** The first `count` rules with other fields. */
const changed = (count: number, more: Partial<MxRuleData>) =>
  set((id, place) => rule(id, place < count ? more : {}));
/** A rule in front that takes every other rule's hosts for one pool. */
const pooled = (more: Partial<MxRuleData>) =>
  ruleSet([
    rule('front', { masks: NAMES.map((id) => `*.${id}.test`), pools: ['news'], scope: 'rule', ...more }),
    ...base.rules.slice(0, -1),
  ]);
/** Class `large` as given. */
const withLarge = (more: Partial<RuleSetData['classes'][string]>): RuleSetData => {
  const { large, ...others } = base.classes;
  if (!large) throw new Error('no class large');
  return { ...base, classes: { ...others, large: { ...large, ...more } } };
};

describe('a release', () => {
  it.each<{ says: string; after: RuleSetData; before?: RuleSetData }>([
    { says: 'changes nothing', after: base },
    { says: 'tightens everything', after: changed(9, { limit: '1/h' }) },
    { says: 'adds rules that are no looser', after: ruleSet([...base.rules.slice(0, -1), rule('new')]) },
    { says: 'removes no more than the share', after: set((id, place) => (place < 2 ? undefined : rule(id))) },
    { says: 'loosens no more than the share', after: changed(2, { limit: '99999/h' }) },
    { says: 'loosens the last rule twofold', after: ruleSet(base.rules.slice(0, -1), { rate: '1000/h' }) },
    {
      says: 'counts by operator what was counted by host',
      before: changed(9, { scope: 'host' }),
      after: changed(9, { scope: 'operator' }),
    },
    { says: 'counts by rule what was counted by host', before: changed(9, { scope: 'host' }), after: base },
    {
      says: 'has the last rule count by operator instead of by host',
      before: ruleSet(base.rules.slice(0, -1), { scope: 'host' }),
      after: base,
    },
    { says: 'puts rules into one group', after: changed(9, { group: 'clouds' }) },
    {
      says: 'gives a group another name',
      before: changed(9, { group: 'clouds' }),
      after: changed(9, { group: 'sky' }),
    },
    {
      says: 'keeps a rule that is looser for one pool',
      before: pooled({ limit: '99999/h' }),
      after: pooled({ limit: '99999/h' }),
    },
    { says: 'puts a rule for one pool in front that is no looser', after: pooled({}) },
    { says: 'drops a quarter of the bounce rules', before: judging(four), after: judging(four.slice(1)) },
    { says: 'adds bounce rules', before: judging(four), after: judging([...four, bounce('five')]) },
  ])('goes through when it $says', ({ after, before = base }) => {
    expect(guard(before, after, MOST)).toEqual({ ok: true });
  });

  it.each<{ says: string; after: RuleSetData; before?: RuleSetData; why: RegExp }>([
    {
      says: 'removes more than the share',
      after: set((id, place) => (place < 3 ? undefined : rule(id))),
      why: /removes 3 or loosens, at normal 30 % \(0 loosened\); more than 20 % is held/,
    },
    {
      says: 'loosens more than the share',
      after: changed(3, { limit: '1201/h' }),
      why: /removes 0 or loosens, at normal 30 % \(3 loosened\)/,
    },
    {
      says: 'removes and loosens more than the share together',
      after: set((id, place) => (place < 2 ? undefined : rule(id, place < 4 ? { limit: '99999/h' } : {}))),
      why: /removes 2 or loosens, at normal 40 % \(2 loosened\)/,
    },
    {
      says: 'loosens more than the share at one level that is not normal',
      after: changed(4, { limit: { boost: '99999/h' } }),
      why: /at normal 0 % \(0 loosened\), at boost 40 % \(4 loosened\)/,
    },
    {
      says: 'lifts limits per day',
      before: changed(3, { perDay: '100/d' }),
      after: base,
      why: /3 loosened/,
    },
    { says: 'opens more connections', after: changed(3, { connections: 99 }), why: /3 loosened/ },
    {
      says: 'puts a looser rule in front of others',
      after: ruleSet([rule('all', { masks: ['*.test'], limit: '99999/h' }), ...base.rules.slice(0, -1)]),
      why: /10 loosened/,
    },
    {
      says: 'puts a rule in front that is looser for one pool only',
      after: pooled({ limit: '99999/h' }),
      why: /9 loosened/,
    },
    {
      says: 'gives all pools what one pool had',
      before: pooled({ limit: '99999/h' }),
      after: ruleSet(
        pooled({ limit: '99999/h' })
          .rules.slice(0, -1)
          .map(({ pools, ...one }) => one),
      ),
      why: /9 loosened/,
    },
    { says: 'counts rules by host', after: changed(3, { scope: 'host' }), why: /3 loosened/ },
    {
      says: 'counts by host with lower limits',
      after: changed(3, { scope: 'host', limit: '1100/h' }),
      why: /3 loosened/,
    },
    { says: 'counts rules by operator', after: changed(3, { scope: 'operator' }), why: /3 loosened/ },
    {
      says: 'counts by host what was counted by operator',
      before: changed(3, { scope: 'operator' }),
      after: changed(3, { scope: 'host' }),
      why: /3 loosened/,
    },
    { says: 'has a class count by host', after: withLarge({ scope: 'host' }), why: /90 % \(9 loosened\)/ },
    {
      says: 'drops the scope of rules whose class counts finer',
      before: { ...withLarge({ scope: 'host' }), rules: changed(3, { scope: 'rule' }).rules },
      after: withLarge({ scope: 'host' }),
      why: /3 loosened/,
    },
    {
      says: 'drops the group of rules that shared a counter',
      before: changed(3, { group: 'clouds' }),
      after: base,
      why: /3 loosened/,
    },
    {
      says: 'cuts a group in two',
      before: changed(4, { group: 'clouds' }),
      after: set((id, place) => rule(id, place < 4 ? { group: place < 2 ? 'low' : 'high' } : {})),
      why: /4 loosened/,
    },
    {
      says: 'cuts rules in two that keep no common group',
      before: changed(3, { examples: ['mx.clouds.test', 'mx2.clouds.test'], masks: ['*.clouds.test'] }),
      after: ruleSet([
        rule('part', { masks: ['mx2.clouds.test'], examples: ['mx2.clouds.test'] }),
        ...changed(3, { examples: ['mx.clouds.test'], masks: ['*.clouds.test'] }).rules.slice(0, -1),
      ]),
      why: /3 loosened/,
    },
    {
      says: 'has the last rule count by host, be it alone',
      after: ruleSet(base.rules.slice(0, -1), { scope: 'host' }),
      why: /^the last rule, .* counts by host instead of by operator$/,
    },
    {
      says: 'loosens the class',
      after: {
        ...base,
        classes: Object.fromEntries(
          Object.entries(base.classes).map(([name, one]) => [
            name,
            name === 'large' ? { ...one, rate: '1300/h' } : one,
          ]),
        ),
      },
      why: /90 % \(9 loosened\)/,
    },
    {
      says: 'loosens the last rule more than twofold, be it alone',
      after: ruleSet(base.rules.slice(0, -1), { rate: '1001/h' }),
      why: /^the last rule, .* 2 × as loose at normal, fast, very-fast, boost$/,
    },
    {
      says: 'drops more than a quarter of the bounce rules',
      before: judging(four),
      after: judging(four.slice(2)),
      why: /^2 of 4 bounce rules, 50 %/,
    },
    {
      says: 'has more than a quarter of the bounce rules judge otherwise',
      before: judging(four),
      after: judging(four.map((one, place) => (place < 2 ? { ...one, type: 'hard' } : one))),
      why: /^2 of 4 bounce rules/,
    },
    {
      says: 'tightens the quarantine policy',
      after: {
        ...base,
        quarantine: { ...QUARANTINE, reasons: { ...QUARANTINE.reasons, refused: { after: 9 } } },
      },
      why: /^the quarantine policy changes$/,
    },
    {
      says: 'loosens the quarantine policy',
      after: { ...base, quarantine: { ...QUARANTINE, quietFor: '1d' } },
      why: /^the quarantine policy changes$/,
    },
  ])('is held when it $says', ({ after, before = base, why }) => {
    expect(guard(before, after, MOST)).toEqual({ ok: false, why: [expect.stringMatching(why)] });
  });

  it('tells every reason at once', () => {
    const after = { ...ruleSet([], { rate: '5000/h' }), quarantine: { ...QUARANTINE, tolerance: 0 } };
    expect(guard(judging(four), after, MOST)).toMatchObject({ why: { length: 4 } });
  });

  it('of no change at all goes through a guard of 0 %', () => {
    expect(guard(base, base, 0)).toEqual({ ok: true });
    expect(guard(base, changed(1, { limit: '1201/h' }), 0)).toMatchObject({ ok: false });
  });

  it('of the shipped rules over themselves goes through a guard of 0 %', () => {
    expect(guard(loadRuleSetData(shipped), loadRuleSetData(shipped), 0)).toEqual({ ok: true });
  });

  it('is held when it gives every MX host of the shipped rules a counter of its own', () => {
    const before = loadRuleSetData(shipped);
    const after = {
      ...before,
      classes: Object.fromEntries(
        Object.entries(before.classes).map(([name, one]) => [name, { ...one, scope: 'host' as const }]),
      ),
      rules: before.rules.map(({ scope, group, ...rest }) => rest),
    };
    expect(guard(before, after, 25)).toEqual({
      ok: false,
      why: [
        expect.stringMatching(/ loosened\)/),
        expect.stringMatching(/^the last rule, .* counts by host instead of by operator$/),
      ],
    });
  });
});
