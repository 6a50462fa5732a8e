import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffLines, diffRuleSets } from '../../../shared/rules/diff.ts';
import { pathsOf, readField } from '../../../shared/rules/fields.ts';
import { mergeOverrides } from '../../../shared/rules/merge-overrides.ts';
import { NO_OVERRIDES, type OverridesData } from '../../../shared/rules/overrides-schema.ts';
import { parseRuleSet } from '../../../shared/rules/parse-rule-set.ts';
import type { MxRuleData, RuleSetData } from '../../../shared/rules/schema.ts';
import { rule, ruleSet } from '../../unit/rules/support/rule-sets.ts';

const SEED = 20_261_126;
const NAMES = ['vela', 'cirrus', 'nimbus', 'stratus', 'cumulus', 'altus'];

const hourly = fc.integer({ min: 1, max: 9_000 }).map((messages) => `${messages}/h`);
const daily = fc.integer({ min: 1, max: 9_000 }).map((messages) => `${messages}/d`);
const count = fc.integer({ min: 1, max: 50 });
const byLevel = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof(
    value,
    fc
      .record({ slow: value, normal: value, fast: value }, { requiredKeys: [] })
      .filter((levels) => Object.keys(levels).length > 0),
  );

/** Values of the optional fields, each there or not. */
const fields = fc.record(
  {
    limit: byLevel(hourly),
    cap: hourly,
    perDay: byLevel(daily),
    connections: byLevel(count),
    messagesPerConnection: byLevel(count),
    timeouts: fc.constantFrom({ connect: '9s' }, { data: '3min', other: '2min' }),
    tls: fc.constantFrom('required' as const, 'disabled' as const),
  },
  { requiredKeys: [] },
);

const release: fc.Arbitrary<RuleSetData> = fc
  .record({
    names: fc.shuffledSubarray(NAMES),
    own: fc.array(fields, { minLength: NAMES.length, maxLength: NAMES.length }),
    rate: hourly,
    number: fc.nat(),
  })
  .map(({ names, own, rate, number }) => {
    const set = ruleSet(names.map((name, place) => rule(name, own[place] as Partial<MxRuleData>)));
    const large = set.classes['large'];
    return {
      ...set,
      version: `r${number}`,
      ...(large ? { classes: { ...set.classes, large: { ...large, rate } } } : {}),
    };
  })
  .filter((set) => parseRuleSet(set).ok);

const override: fc.Arbitrary<OverridesData> = fc
  .record({
    set: fc.uniqueArray(fc.tuple(fc.constantFrom(...NAMES), fields), {
      selector: ([name]) => name,
      maxLength: 4,
    }),
    own: fc.uniqueArray(
      fc.tuple(fc.constantFrom('ours', 'mine', 'vela'), fc.option(fc.constantFrom(...NAMES, 'ours'))),
      {
        selector: ([name]) => name,
      },
    ),
    masks: fc.constantFrom([], ['*.elsewhere.test']),
  })
  .map(({ set, own, masks }) => ({
    ...NO_OVERRIDES,
    mxFields: set.map(([name, values]) => ({
      rule: name,
      set: { ...values, ...(masks.length > 0 ? { addMasks: masks } : {}) },
      was: {},
    })) as unknown as OverridesData['mxFields'],
    mxRules: own.map(([name, before]) => ({ rule: rule(name), ...(before ? { before } : {}) })),
  }));

const options = { seed: SEED, numRuns: 300 };
const find = ({ rules }: RuleSetData, id: string) => rules.find((one) => one.id === id);

/** One value stands for every level. */
const PATHS = ['limit', 'perDay', 'connections', 'messagesPerConnection'].flatMap((field) =>
  ['slow', 'normal', 'fast', 'very-fast', 'boost'].map((level) => `${field}.${level}`),
);
const ALL = [
  ...PATHS,
  'cap',
  'tls',
  'class',
  'scope',
  'timeouts.connect',
  'timeouts.data',
  'timeouts.other',
  'masks',
];

describe('the merge of a feed and overrides', () => {
  it('without overrides is the feed itself', () => {
    fc.assert(
      fc.property(release, (feed) => {
        expect(mergeOverrides(feed, NO_OVERRIDES)).toMatchObject({ ok: true, data: feed, conflicts: [] });
      }),
      options,
    );
  });

  it('done twice changes nothing more', () => {
    fc.assert(
      fc.property(release, override, (feed, ours) => {
        const once = mergeOverrides(feed, ours);
        fc.pre(once.ok);
        const twice = mergeOverrides(once.data, ours);
        expect(twice).toMatchObject({ ok: true, data: once.data });
        if (twice.ok) expect(diffLines(diffRuleSets(once.data, twice.data))).toEqual([]);
      }),
      options,
    );
  });

  it('has ours in force after every one of many releases, and the same as if the release were the first', () => {
    fc.assert(
      fc.property(fc.array(release, { minLength: 1, maxLength: 5 }), override, (releases, ours) => {
        for (const feed of releases) {
          const merged = mergeOverrides(feed, ours);
          if (!merged.ok) continue;
          const own = new Set(ours.mxRules.map((one) => one.rule.id));
          for (const { rule: wanted } of ours.mxRules) expect(find(merged.data, wanted.id)).toEqual(wanted);
          for (const { rule: id, set } of ours.mxFields) {
            const now = find(merged.data, id);
            if (!find(feed, id) || own.has(id)) continue;
            for (const [path, value] of pathsOf(set))
              if (path === 'addMasks') expect(now?.masks).toEqual(expect.arrayContaining(set.addMasks ?? []));
              else expect(now && readField(now, path)).toEqual(value);
          }
        }
      }),
      options,
    );
  });

  it('leaves every field that is not ours to the feed', () => {
    fc.assert(
      fc.property(release, override, (feed, ours) => {
        const merged = mergeOverrides(feed, ours);
        fc.pre(merged.ok);
        const own = new Set(ours.mxRules.map((one) => one.rule.id));
        for (const theirs of feed.rules) {
          if (own.has(theirs.id)) continue;
          const set = ours.mxFields.find((one) => one.rule === theirs.id)?.set ?? {};
          const paths = new Set(pathsOf(set).map(([path]) => (path === 'addMasks' ? 'masks' : path)));
          const now = find(merged.data, theirs.id);
          for (const path of ALL)
            if (!paths.has(path) && !paths.has(path.split('.')[0] ?? ''))
              expect(now && readField(now, path)).toEqual(readField(theirs, path));
        }
        expect(merged.data.classes).toEqual(feed.classes);
        expect(merged.data.quarantine).toEqual(feed.quarantine);
        const order = (rules: readonly MxRuleData[]) =>
          rules.map(({ id }) => id).filter((id) => !own.has(id));
        expect(order(merged.data.rules)).toEqual(order(feed.rules));
      }),
      options,
    );
  });
});
