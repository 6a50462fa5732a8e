import type { RulesHistoryEntry, RulesPointer, RulesState } from '../ports/rules-store.ts';
import { mergeOverrides } from '../rules/merge-overrides.ts';
import { type ChangeResult, carryOut, diffToForce, refused } from './change.ts';
import { someOf } from './fetch-release.ts';
import type { RulePorts } from './ports.ts';
import { RACED, saved, unraced } from './put-in-force.ts';
import { summaryOf } from './result.ts';

async function takeHeld(
  ports: RulePorts,
  state: RulesState,
  by: string,
  what: 'accept' | 'promote',
): Promise<ChangeResult | typeof RACED> {
  const { held, activating: _activating, ...rest } = state.feed;
  if (!held) return refused('no release is held');
  const merged = mergeOverrides(await ports.store.getSet(held.set), state.overrides);
  if (!merged.ok) return refused(`it does not fit this deployment's overrides: ${someOf(merged.problems)}`);
  const { data } = merged;
  const lines = await diffToForce(ports, state, data);
  const feed = { ...rest, set: held.set, version: held.version };
  return carryOut(ports, state, { feed }, { data, by, what, lines, feedSet: held.set });
}

/** Puts the release that is held in force; the feed is not asked. */
export function acceptHeld(ports: RulePorts, { by }: { readonly by: string }): Promise<ChangeResult> {
  return unraced(async () => {
    const state = await ports.store.state();
    if (state.mode === 'custom') return refused('the rules are custom; leave custom first');
    return takeHeld(ports, state, by, 'accept');
  });
}

/** Gives all quota keys the release that a share of them tries. */
export function promote(ports: RulePorts, { by }: { readonly by: string }): Promise<ChangeResult> {
  return unraced(async () => {
    const state = await ports.store.state();
    if (!state.pointer?.candidate) return refused('no release is being tried');
    return takeHeld(ports, state, by, 'promote');
  });
}

/** Ends the trial: all quota keys have the rules from before, and the release is held. */
export function withdraw(
  ports: RulePorts,
  { by, why }: { readonly by: string; readonly why: string },
): Promise<ChangeResult> {
  return unraced(async () => {
    const state = await ports.store.state();
    const { candidate, ...stays } = state.pointer ?? {};
    if (!state.pointer || !candidate) return refused('no release is being tried');
    const { held } = state.feed;
    const feed = held
      ? { ...state.feed, held: { ...held, why: summaryOf([`withdrawn by ${by}: ${why}`]) } }
      : state.feed;
    if ((await saved(ports, state, { feed })) === RACED) return RACED;
    const { version } = await ports.store.getSet(state.pointer.current);
    const entry: RulesHistoryEntry = {
      ...{ at: ports.clock.now(), name: state.pointer.current, version, by, what: 'withdraw' },
      summary: summaryOf([why]),
      ...(feed.set === undefined ? {} : { feedSet: feed.set }),
    };
    const moved = await ports.store.activate(state.pointer, stays as RulesPointer, entry);
    return moved ? { kind: 'done', version, lines: [why] } : RACED;
  });
}
