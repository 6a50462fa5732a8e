import { isDeepStrictEqual } from 'node:util';
import { THROUGHPUT_LEVELS, type ThroughputLevel } from '../settings/settings.ts';
import { compileRuleSet } from './compile.ts';
import { countsFiner, poolsNamed, splitsAmong, type Taking, takingsOf } from './guard-takings.ts';
import { LIMITS, looseness } from './limit-changes.ts';
import type { MxLimits, MxRule, RuleSet } from './rule-set.ts';
import type { RuleSetData } from './schema.ts';

export type Guarded = { readonly ok: true } | { readonly ok: false; readonly why: readonly string[] };

/** The last rule holds for everyone whom no rule knows: more than twice as fast is no small matter. */
const MOST_LOOSER_LAST = 2;
const LAST = 'the last rule, for all hosts that no other takes';
/** Bounce rules that go or judge otherwise, in percent: beyond it quarantine would work otherwise. */
const MOST_BOUNCES = 25;

const percent = (part: number, whole: number): number => (whole === 0 ? 0 : (part / whole) * 100);
const rounded = (share: number): string => `${Math.round(share * 10) / 10} %`;

const isLooser = (before: MxLimits, after: MxLimits): boolean =>
  LIMITS.some((limit) => looseness(limit, before, after) > 1);

interface Side {
  readonly data: RuleSetData;
  readonly set: RuleSet;
  readonly byId: ReadonlyMap<string, MxRule>;
}

function sideOf(data: RuleSetData): Side {
  const set = compileRuleSet(data);
  return { data, set, byId: new Map(set.rules.map((rule) => [rule.id, rule])) };
}

/** A rule's examples under each pool, by the rules that take them, and the rule itself by that of the same id. */
function takingsAmong(before: Side, after: Side): ReadonlyMap<string, readonly Taking[]> {
  const pools = poolsNamed(before.set, after.set);
  return new Map(
    before.data.rules.map((rule) => {
      const [was, is] = [before.byId.get(rule.id), after.byId.get(rule.id)];
      const itself = was && is ? [{ was, is }] : [];
      return [rule.id, [...itself, ...takingsOf(rule, before.set, after.set, pools)]];
    }),
  );
}

/**
 * For each rule that stays, the levels at which its hosts may be mailed faster than before: by the rule of the same id, or,
 * whatever it is called now, by the rule that takes one of its examples. So a new rule in front of the others loosens those
 * whose hosts it takes, be it for one pool. Where hosts are counted apart that were counted together, it is every level.
 */
function loosenedAt(before: Side, after: Side): readonly ReadonlySet<ThroughputLevel>[] {
  const takings = takingsAmong(before, after);
  const splits = splitsAmong([...takings.values()].flat());
  const faster = (taking: Taking, level: ThroughputLevel) =>
    isLooser(before.set.limits(taking.was, level), after.set.limits(taking.is, level));
  return [...takings]
    .filter(([id]) => after.byId.has(id))
    .map(([, hosts]) => {
      const split = hosts.some(splits);
      return new Set(
        THROUGHPUT_LEVELS.filter((level) => split || hosts.some((taking) => faster(taking, level))),
      );
    });
}

/** `removed` counts at every level. */
function shareLines(before: Side, after: Side, most: number): readonly string[] {
  const removed = before.data.rules.filter(({ id }) => !after.byId.has(id));
  const looser = loosenedAt(before, after);
  const at = (level: ThroughputLevel) => looser.filter((levels) => levels.has(level)).length;
  const worst = THROUGHPUT_LEVELS.reduce(
    (most, level) => (at(level) > at(most) ? level : most),
    'normal' as ThroughputLevel,
  );
  const total = before.data.rules.length;
  if (percent(removed.length + at(worst), total) <= most) return [];
  const share = (level: ThroughputLevel) =>
    `at ${level} ${rounded(percent(removed.length + at(level), total))} (${at(level)} loosened)`;
  const levels = worst === 'normal' ? share('normal') : `${share('normal')}, ${share(worst)}`;
  return [
    `of ${total} MX rules it removes ${removed.length} or loosens, ${levels}; more than ${rounded(most)} is held`,
  ];
}

function lastLines(before: Side, after: Side): readonly string[] {
  const [was, is] = [before.set.rules.at(-1), after.set.rules.at(-1)];
  if (!was || !is) return [];
  const looser = THROUGHPUT_LEVELS.filter((level) =>
    LIMITS.some(
      (limit) =>
        looseness(limit, before.set.limits(was, level), after.set.limits(is, level)) > MOST_LOOSER_LAST,
    ),
  );
  return [
    ...(looser.length === 0
      ? []
      : [`${LAST}, gets more than ${MOST_LOOSER_LAST} × as loose at ${looser.join(', ')}`]),
    ...(countsFiner(was, is) ? [`${LAST}, counts by ${is.scope} instead of by ${was.scope}`] : []),
  ];
}

function bounceLines(before: RuleSetData, after: RuleSetData): readonly string[] {
  const byId = new Map(after.bounces.map((rule) => [rule.id, rule]));
  const lost = before.bounces.filter(({ id, type, reason }) => {
    const now = byId.get(id);
    return now?.type !== type || now.reason !== reason;
  });
  const share = percent(lost.length, before.bounces.length);
  return share <= MOST_BOUNCES
    ? []
    : [
        `${lost.length} of ${before.bounces.length} bounce rules, ${rounded(share)}, go or judge otherwise; more than ${MOST_BOUNCES} % is held`,
      ];
}

/** Either way: a tighter policy bars readers for good, a looser one mails the dead. It changes once in years. */
const policyLines = (before: RuleSetData, after: RuleSetData): readonly string[] =>
  isDeepStrictEqual(before.quarantine, after.quarantine) ? [] : ['the quarantine policy changes'];

/**
 * Whether a set may take another's place without an operator's word: at most `mostSharePercent` of the MX rules removed or
 * loosened, counted at level normal and at the level where most are; the last rule not far looser nor counted finer; bounce
 * rules mostly there and of the same mind; the quarantine policy untouched.
 */
export function guard(before: RuleSetData, after: RuleSetData, mostSharePercent: number): Guarded {
  const [was, is] = [sideOf(before), sideOf(after)];
  const why = [
    ...shareLines(was, is, mostSharePercent),
    ...lastLines(was, is),
    ...bounceLines(before, after),
    ...policyLines(before, after),
  ];
  return why.length === 0 ? { ok: true } : { ok: false, why };
}
