import { isDeepStrictEqual } from 'node:util';
import { THROUGHPUT_LEVELS, type ThroughputLevel } from '../settings/settings.ts';
import { compileRuleSet } from './compile.ts';
import { LIMITS, limitsOf, looseness } from './limit-changes.ts';
import type { MxLimits, RuleSet } from './rule-set.ts';
import type { MxRuleData, RuleSetData } from './schema.ts';

export type Guarded = { readonly ok: true } | { readonly ok: false; readonly why: readonly string[] };

/** The last rule holds for everyone whom no rule knows: more than twice as fast is no small matter. */
const MOST_LOOSER_LAST = 2;
/** Bounce rules that go or judge otherwise, in percent: beyond it quarantine would work otherwise. */
const MOST_BOUNCES = 25;

const percent = (part: number, whole: number): number => (whole === 0 ? 0 : (part / whole) * 100);
const rounded = (share: number): string => `${Math.round(share * 10) / 10} %`;

const isLooser = (before: MxLimits, after: MxLimits): boolean =>
  LIMITS.some((limit) => looseness(limit, before, after) > 1);

/**
 * The levels at which a rule's hosts may be mailed faster than before: by the rule of the same id, or, whatever it is called
 * now, by the rule that takes one of its examples. So a new rule in front of the others loosens those whose hosts it takes.
 */
function looserAt(before: RuleSetData, rule: MxRuleData, after: AfterSet): ReadonlySet<ThroughputLevel> {
  const was = limitsOf(before, rule);
  const same = after.byId.get(rule.id);
  const now = [
    ...(same ? [same] : []),
    ...rule.examples.map((host) => after.set.match(host, rule.pools?.[0]).id).map((id) => after.byId.get(id)),
  ].flatMap((taker) => (taker ? (limitsOf(after.data, taker) ?? []) : []));
  return new Set(
    THROUGHPUT_LEVELS.filter((level) => was && now.some((limits) => isLooser(was[level], limits[level]))),
  );
}

interface AfterSet {
  readonly data: RuleSetData;
  readonly set: RuleSet;
  readonly byId: ReadonlyMap<string, MxRuleData>;
}

/** `removed` counts at every level. */
function shareLines(before: RuleSetData, data: RuleSetData, most: number): readonly string[] {
  const after = { data, set: compileRuleSet(data), byId: new Map(data.rules.map((rule) => [rule.id, rule])) };
  const removed = before.rules.filter(({ id }) => !after.byId.has(id));
  const stayed = before.rules.filter(({ id }) => after.byId.has(id));
  const looser = stayed.map((rule) => looserAt(before, rule, after));
  const at = (level: ThroughputLevel) => looser.filter((levels) => levels.has(level)).length;
  const worst = THROUGHPUT_LEVELS.reduce(
    (most, level) => (at(level) > at(most) ? level : most),
    'normal' as ThroughputLevel,
  );
  const total = before.rules.length;
  if (percent(removed.length + at(worst), total) <= most) return [];
  const share = (level: ThroughputLevel) =>
    `at ${level} ${rounded(percent(removed.length + at(level), total))} (${at(level)} loosened)`;
  const levels = worst === 'normal' ? share('normal') : `${share('normal')}, ${share(worst)}`;
  return [
    `of ${total} MX rules it removes ${removed.length} or loosens, ${levels}; more than ${rounded(most)} is held`,
  ];
}

function lastLines(before: RuleSetData, after: RuleSetData): readonly string[] {
  const [lastBefore, lastAfter] = [before.rules.at(-1), after.rules.at(-1)];
  const was = lastBefore && limitsOf(before, lastBefore);
  const is = lastAfter && limitsOf(after, lastAfter);
  if (!was || !is) return [];
  const looser = THROUGHPUT_LEVELS.filter((level) =>
    LIMITS.some((limit) => looseness(limit, was[level], is[level]) > MOST_LOOSER_LAST),
  );
  return looser.length === 0
    ? []
    : [
        `the last rule, for all hosts that no other takes, gets more than ${MOST_LOOSER_LAST} × as loose at ${looser.join(', ')}`,
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
 * loosened, counted at level normal and at the level where most are; the last rule not far looser; bounce rules mostly there
 * and of the same mind; the quarantine policy untouched.
 */
export function guard(before: RuleSetData, after: RuleSetData, mostSharePercent: number): Guarded {
  const why = [
    ...shareLines(before, after, mostSharePercent),
    ...lastLines(before, after),
    ...bounceLines(before, after),
    ...policyLines(before, after),
  ];
  return why.length === 0 ? { ok: true } : { ok: false, why };
}
