import { isDeepStrictEqual } from 'node:util';
import type { RulesState } from '../ports/rules-store.ts';
import { ruleSetName } from '../rules/codec.ts';
import { type Conflict, conflictText } from '../rules/conflict.ts';
import type { OverridesDraft } from '../rules/edit-overrides.ts';
import { mergeOverrides } from '../rules/merge-overrides.ts';
import type { OverridesData } from '../rules/overrides-schema.ts';
import { parseOverrides } from '../rules/parse-overrides.ts';
import type { RuleSetData } from '../rules/schema.ts';
import { type ChangeResult, diffToForce, refused } from './change.ts';
import { someOf } from './fetch-release.ts';
import { feedSetOf, nameInForce } from './in-force.ts';
import type { RulePorts } from './ports.ts';
import { putInForce, RACED, saved, unraced } from './put-in-force.ts';

/** What a change of overrides came to, and where they and the feed disagree then. */
export type OverridesResult = ChangeResult & { readonly conflicts?: readonly Conflict[] };

export interface OverridesOptions {
  readonly by: string;
  /** Without it the change is only shown. */
  readonly yes: boolean;
  /** What speaks against own rules, asked when they change; absent: nothing. */
  readonly lint?: (data: RuleSetData, overrides: OverridesData) => readonly string[];
}

/** The set below the overrides; undefined: the shipped one. The engine names the one that it starts with, too. */
export const groundOf = ({ feed }: Pick<RulesState, 'feed'>): string | undefined => feed.set;

interface Decided {
  readonly overrides: OverridesData;
  readonly data: RuleSetData;
  readonly lines: readonly string[];
  readonly conflicts: readonly Conflict[];
}

const ownRules = ({ mxRules, bounces }: OverridesData) => [mxRules, bounces];

const isDecided = (one: Decided | ChangeResult): one is Decided => 'overrides' in one;

async function decide(
  ports: RulePorts,
  state: RulesState,
  edit: (overrides: OverridesData, feed: RuleSetData) => OverridesDraft,
  { lint }: OverridesOptions,
): Promise<Decided | ChangeResult> {
  if (state.mode === 'custom')
    return refused('the rules are custom: no feed is below them, so there is nothing to override');
  const feed = await feedSetOf(ports, groundOf(state));
  const draft = parseOverrides(edit(state.overrides, feed));
  if (!draft.ok) return refused(someOf(draft.problems));
  const merged = mergeOverrides(feed, draft.overrides);
  if (!merged.ok) return refused(someOf(merged.problems));
  const isOwnNew = !isDeepStrictEqual(ownRules(draft.overrides), ownRules(state.overrides));
  const against = isOwnNew ? (lint?.(merged.data, draft.overrides) ?? []) : [];
  if (against.length > 0) return refused(someOf(against));
  const { data, conflicts } = merged;
  const lines = await diffToForce(ports, state, data);
  const trial = state.pointer?.candidate;
  const ends = trial ? [`the trial of a release by ${trial.share} % of the keys ends; it is held`] : [];
  return {
    overrides: draft.overrides,
    data,
    lines: [...lines, ...(lines.length > 0 ? ends : [])],
    conflicts,
  };
}

/** Puts the overrides as they stand now in force; a set that is in force already stays as it is. */
async function force(ports: RulePorts, by: string, lines: readonly string[]): Promise<string> {
  return unraced(async () => {
    const state = await ports.store.state();
    const merged = mergeOverrides(await feedSetOf(ports, groundOf(state)), state.overrides);
    if (!merged.ok) throw new Error(`the overrides no longer fit the rules: ${someOf(merged.problems)}`);
    const { data } = merged;
    if (ruleSetName(data) !== nameInForce(ports, state)) {
      const change = { data, by, what: 'override', lines, feedSet: groundOf(state) } as const;
      if ((await putInForce(ports, state, change)) === RACED) return RACED;
    }
    const { activating: _done, ...feed } = state.feed;
    await saved(ports, state, { feed });
    return data.version;
  });
}

/**
 * Changes the overrides and puts the result in force at once; no guard looks at it, for it is an operator who asks, after
 * the diff was shown. Written first, then put in force: a crash in between leaves it to the next synchronisation.
 */
export async function changeOverrides(
  ports: RulePorts,
  edit: (overrides: OverridesData, feed: RuleSetData) => OverridesDraft,
  options: OverridesOptions,
): Promise<OverridesResult> {
  const decided = await unraced(async () => {
    const state = await ports.store.state();
    const next = await decide(ports, state, edit, options);
    if (!isDecided(next) || !options.yes) return next;
    const { mode } = state;
    const feed = { ...state.feed, activating: ruleSetName(next.data) };
    const isSaved = await ports.store.saveState(state.version, { mode, feed, overrides: next.overrides });
    return isSaved ? next : RACED;
  });
  if (!isDecided(decided)) return decided;
  const { lines, conflicts, data } = decided;
  if (!options.yes) return { kind: 'asked', version: data.version, lines, conflicts };
  const version = await force(ports, options.by, [...lines, ...conflicts.map(conflictText)]);
  return { kind: 'done', version, lines, conflicts };
}
