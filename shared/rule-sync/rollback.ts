import type { FeedState, RulesHistoryEntry, RulesState } from '../ports/rules-store.ts';
import { ruleSetName } from '../rules/codec.ts';
import type { RuleSetData } from '../rules/schema.ts';
import { type ChangeResult, carryOut, diffToForce, refused } from './change.ts';
import { feedSetOf } from './in-force.ts';
import type { RulePorts } from './ports.ts';
import { defined, RACED, saved, unraced } from './put-in-force.ts';

export interface Rollback {
  /** A version, or the beginning of a set's name; the one before when absent. */
  readonly to?: string;
  readonly by: string;
}

/** How the shipped rules are named where a version is asked for. */
export const SHIPPED = 'shipped';

/** The newest activation of that version or name; a name is given by its first characters, at least 8. */
export const entryNamed = (
  history: readonly RulesHistoryEntry[],
  named: string,
): RulesHistoryEntry | undefined =>
  history.find(({ version, name }) => version === named || (named.length >= 8 && name.startsWith(named)));

/** Where to go: a set's name and the feed's set below it; no name is the shipped rules. */
interface Target {
  readonly name?: string;
  readonly feedSet?: string;
}

function targetOf(
  { pointer }: RulesState,
  history: readonly RulesHistoryEntry[],
  to: string | undefined,
): Target | undefined {
  const of = (name: string, { feedSet }: Partial<RulesHistoryEntry> = {}) =>
    defined<Target>({ name, feedSet });
  if (to === SHIPPED) return {};
  if (to !== undefined) {
    const others = history.filter(({ name }) => name !== pointer?.current);
    const found = entryNamed(others, to);
    return found && of(found.name, found);
  }
  const before = pointer?.previous;
  if (before === undefined) return {};
  return of(
    before,
    history.find(({ name }) => name === before),
  );
}

/**
 * The feed after a roll-back: its newest release is held, so that the next synchronisation does not bring it back. The
 * sequence stays, for what was seen once is never taken from somebody who sends it again.
 */
async function feedAfter(ports: RulePorts, state: RulesState, { feedSet }: Target, by: string) {
  const { held, activating: _activating, set, sequence, version, ...rest } = state.feed;
  const left: FeedState['held'] =
    set === undefined || sequence === undefined
      ? undefined
      : { set, sequence, version: version ?? '', why: [`rolled back by ${by}`], withdrawn: true };
  const newest = held ?? left;
  return defined<FeedState>({
    ...rest,
    sequence,
    set: feedSet,
    version: feedSet === undefined ? undefined : (await feedSetOf(ports, feedSet)).version,
    held: newest?.set === feedSet ? undefined : newest,
  });
}

/** What a roll-back is to do, decided once: worked out anew after a race it would go back to what it came from. */
interface Plan {
  readonly from: string;
  readonly name: string;
  readonly target: Target;
  readonly data: RuleSetData;
  readonly lines: readonly string[];
}

async function planOf(
  ports: RulePorts,
  state: RulesState,
  to: string | undefined,
): Promise<Plan | ChangeResult> {
  if (!state.pointer) return refused('the shipped rules are in force; there are none before them');
  const target = targetOf(state, await ports.store.history(), to);
  if (!target) return refused(`there is no other version ${to} in the history`);
  const data = await feedSetOf(ports, target.name);
  const lines = await diffToForce(ports, state, data);
  return { from: state.pointer.current, name: ruleSetName(data), target, data, lines };
}

/** Goes where the plan leads from the rules that it was made for; somebody else may have gone there meanwhile. */
async function goBack(ports: RulePorts, state: RulesState, plan: Plan, by: string, isRetry: boolean) {
  const { from, name, target, data, lines } = plan;
  const current = state.pointer?.current;
  const isThere = isRetry && current === name;
  if (current !== from && !isThere)
    return refused('the rules were changed meanwhile; look at `mxp rules history`, then run it again');
  const feed = state.mode === 'custom' ? state.feed : await feedAfter(ports, state, target, by);
  if (!isThere)
    return carryOut(ports, state, { feed }, { data, by, what: 'rollback', lines, feedSet: feed.set });
  const isSaved = (await saved(ports, state, { feed })) !== RACED;
  return isSaved ? ({ kind: 'done', version: data.version, lines } as const) : RACED;
}

/** Puts an earlier set in force again. The mode stays; a release that was rolled back is held until it is accepted. */
export function rollback(ports: RulePorts, { to, by }: Rollback): Promise<ChangeResult> {
  let plan: Plan | undefined;
  return unraced(async () => {
    const state = await ports.store.state();
    if (plan) return goBack(ports, state, plan, by, true);
    const planned = await planOf(ports, state, to);
    if ('kind' in planned) return planned;
    plan = planned;
    return goBack(ports, state, plan, by, false);
  });
}
