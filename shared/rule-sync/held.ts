import type { FeedState, RulesHistoryEntry, RulesState } from '../ports/rules-store.ts';
import { encodeRuleSet } from '../rules/codec.ts';
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
  /** What it must be, under the overrides. */
  name?: string,
): Promise<ChangeResult | typeof RACED> {
  const { held, activating: _activating, ...rest } = state.feed;
  if (!held) return refused('no release is held');
  const merged = mergeOverrides(await ports.store.getSet(held.set), state.overrides);
  if (!merged.ok) return refused(`it does not fit this deployment's overrides: ${someOf(merged.problems)}`);
  const { data } = merged;
  if (name !== undefined && encodeRuleSet(data).name !== name)
    return refused('what is tried is no longer the release that is held');
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

interface EndOfTrial {
  readonly by: string;
  /** The set whose trial is to end; absent: whichever is tried. */
  readonly name?: string;
}

/** The trial that is to end, if it runs. */
const trialOf = ({ pointer }: RulesState, name?: string) =>
  pointer?.candidate && (name ?? pointer.candidate.name) === pointer.candidate.name
    ? { pointer, candidate: pointer.candidate }
    : undefined;

/** Gives all quota keys the release that a share of them tries. */
export function promote(ports: RulePorts, { by, name }: EndOfTrial): Promise<ChangeResult> {
  return unraced(async () => {
    const state = await ports.store.state();
    const trial = trialOf(state, name);
    if (!trial) return refused('no release is being tried');
    return takeHeld(ports, state, by, 'promote', trial.candidate.name);
  });
}

/** Ends the trial: all quota keys have the rules from before, and the release is held. */
export function withdraw(
  ports: RulePorts,
  { by, why, name }: EndOfTrial & { readonly why: string },
): Promise<ChangeResult> {
  return unraced(async () => {
    const state = await ports.store.state();
    const trial = trialOf(state, name);
    if (!trial) return refused('no release is being tried');
    const { activating: _activating, ...rest } = state.feed;
    const feed = (await isHeld(ports, state, trial.candidate.name)) ? withdrawn(rest, by, why) : rest;
    if ((await saved(ports, state, { feed })) === RACED) return RACED;
    const version = await dropTrial(ports, state, { by, why });
    return version === RACED ? RACED : { kind: 'done', version, lines: [why] };
  });
}

const withdrawn = ({ held, ...feed }: FeedState, by: string, why: string): FeedState =>
  held
    ? { ...feed, held: { ...held, why: summaryOf([`withdrawn by ${by}: ${why}`]), withdrawn: true } }
    : feed;

/** Whether the release that is held is the one that is tried: a newer one may have come. */
async function isHeld({ store }: RulePorts, { feed, overrides }: RulesState, name: string): Promise<boolean> {
  if (!feed.held) return false;
  const merged = mergeOverrides(await store.getSet(feed.held.set), overrides);
  return merged.ok && encodeRuleSet(merged.data).name === name;
}

/** Takes the candidate off the pointer; answers the version that is in force for all keys then. */
export async function dropTrial(
  { store, clock }: RulePorts,
  { pointer, feed }: Pick<RulesState, 'pointer' | 'feed'>,
  { by, why }: { readonly by: string; readonly why: string },
): Promise<string | typeof RACED> {
  if (!pointer) return RACED;
  const { candidate: _candidate, ...stays } = pointer;
  const { version } = await store.getSet(pointer.current);
  const entry: RulesHistoryEntry = {
    ...{ at: clock.now(), name: pointer.current, version, by, what: 'withdraw' },
    summary: summaryOf([why]),
    ...(feed.set === undefined ? {} : { feedSet: feed.set }),
  };
  return (await store.activate(pointer, stays, entry)) ? version : RACED;
}
