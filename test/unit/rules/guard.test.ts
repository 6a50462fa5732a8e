import { describe, expect, it } from 'vitest';
import type { BounceRuleData } from '../../../shared/rules/bounce-schema.ts';
import { guard } from '../../../shared/rules/guard.ts';
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

describe('a release', () => {
  it.each<{ says: string; after: RuleSetData; before?: RuleSetData }>([
    { says: 'changes nothing', after: base },
    { says: 'tightens everything', after: changed(9, { limit: '1/h' }) },
    { says: 'adds rules that are no looser', after: ruleSet([...base.rules.slice(0, -1), rule('new')]) },
    { says: 'removes no more than the share', after: set((id, place) => (place < 2 ? undefined : rule(id))) },
    { says: 'loosens no more than the share', after: changed(2, { limit: '99999/h' }) },
    { says: 'loosens the last rule twofold', after: ruleSet(base.rules.slice(0, -1), { rate: '1000/h' }) },
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
});
