import type { FeedState, RulesHistoryEntry, RulesState } from '../ports/rules-store.ts';
import { type ChangeResult, carryOut, diffToForce, refused } from './change.ts';
import { feedSetOf } from './in-force.ts';
import type { RulePorts } from './ports.ts';
import { defined, unraced } from './put-in-force.ts';

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

/** Puts an earlier set in force again. The mode stays; a release that was rolled back is held until it is accepted. */
export function rollback(ports: RulePorts, { to, by }: Rollback): Promise<ChangeResult> {
  return unraced(async () => {
    const state = await ports.store.state();
    if (!state.pointer) return refused('the shipped rules are in force; there are none before them');
    const history = await ports.store.history();
    const target = targetOf(state, history, to);
    if (!target) return refused(`there is no other version ${to} in the history`);
    const data = target.name === undefined ? ports.shipped : await ports.store.getSet(target.name);
    const lines = await diffToForce(ports, state, data);
    const feed = state.mode === 'custom' ? state.feed : await feedAfter(ports, state, target, by);
    return carryOut(ports, state, { feed }, { data, by, what: 'rollback', lines, feedSet: feed.set });
  });
}
