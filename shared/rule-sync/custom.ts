import type { FeedState, RulesState } from '../ports/rules-store.ts';
import { ruleSetName } from '../rules/codec.ts';
import { mergeOverrides } from '../rules/merge-overrides.ts';
import { type ChangeResult, carryOut, diffToForce, refused } from './change.ts';
import { groundOf } from './change-overrides.ts';
import { someOf } from './fetch-release.ts';
import { feedSetOf, inForce } from './in-force.ts';
import type { RulePorts } from './ports.ts';
import { defined, unraced } from './put-in-force.ts';

/** What there is to come back to: rules that were put in force by hand (the engine's) count as the feed's. */
function feedBelow(state: RulesState): FeedState {
  const { activating: _activating, ...feed } = state.feed;
  return defined<FeedState>({ ...feed, set: groundOf(state) });
}

/** Not where a crash came between mode and pointer: shipped rules change with an update, a trial may be promoted. */
const isFrozen = ({ pointer }: RulesState): boolean => pointer !== undefined && !pointer.candidate;

/**
 * Freezes MX rules and bounce rules as they are: a copy of the rules in force, shipped ones too, which an update of MX
 * Pacer then no longer changes. The pointer is written anew, so that a synchronisation under way comes too late.
 */
export function goCustom(ports: RulePorts, { by }: { readonly by: string }): Promise<ChangeResult> {
  return unraced(async () => {
    const state = await ports.store.state();
    if (state.mode === 'custom' && isFrozen(state)) return refused('the rules are custom already');
    const data = await inForce(ports, state);
    const feed = feedBelow(state);
    const lines = [`custom: version ${data.version}, frozen`];
    return carryOut(
      ports,
      state,
      { mode: 'custom', feed },
      { data, by, what: 'custom', lines, feedSet: feed.set },
    );
  });
}

/** Back to the feed's rules under the overrides. Without `yes` it only shows what would change. */
export function leaveCustom(
  ports: RulePorts,
  { by, yes }: { readonly by: string; readonly yes: boolean },
): Promise<ChangeResult> {
  return unraced(async () => {
    const state = await ports.store.state();
    const { mode, feed } = state;
    if (mode !== 'custom' && feed.activating === undefined) return refused('the rules are not custom');
    const merged = mergeOverrides(await feedSetOf(ports, feed.set), state.overrides);
    if (!merged.ok) return refused(`the overrides do not fit the feed's rules: ${someOf(merged.problems)}`);
    const { data } = merged;
    // An earlier try that came no further than the mode is completed.
    if (mode !== 'custom' && feed.activating !== ruleSetName(data))
      return refused('the rules are not custom');
    const lines = await diffToForce(ports, state, data);
    if (!yes) return { kind: 'asked', version: data.version, lines };
    return carryOut(
      ports,
      state,
      { mode: 'feed', feed },
      { data, by, what: 'custom', lines, feedSet: feed.set },
    );
  });
}
