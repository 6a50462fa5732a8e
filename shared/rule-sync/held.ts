import type { FeedState, RulesHistoryEntry, RulesState } from '../ports/rules-store.ts';
import { ruleSetName } from '../rules/codec.ts';
import { mergeOverrides } from '../rules/merge-overrides.ts';
import { type ChangeResult, carryOut, diffToForce, refused } from './change.ts';
import { someOf } from './fetch-release.ts';
import type { RulePorts } from './ports.ts';
import { RACED, saved, unraced } from './put-in-force.ts';
import { summaryOf } from './result.ts';

/** The release that is held, or the one that was half put in force when a crash or somebody else came in between. */
function toTake({
  held,
  activating,
  set,
  version,
}: FeedState): { readonly set: string; readonly version?: string; readonly name?: string } | undefined {
  if (held) return { set: held.set, version: held.version };
  if (activating === undefined || set === undefined) return undefined;
  return { set, ...(version === undefined ? {} : { version }), name: activating };
}

async function takeHeld(
  ports: RulePorts,
  state: RulesState,
  by: string,
  what: 'accept' | 'promote',
  /** What it must be, under the overrides. */
  name?: string,
): Promise<ChangeResult | typeof RACED> {
  const { held: _held, activating: _activating, ...rest } = state.feed;
  const release = toTake(state.feed);
  if (!release) return refused('no release is held');
  const merged = mergeOverrides(await ports.store.getSet(release.set), state.overrides);
  if (!merged.ok) return refused(`it does not fit this deployment's overrides: ${someOf(merged.problems)}`);
  const { data } = merged;
  const expected = name ?? release.name;
  if (expected !== undefined && ruleSetName(data) !== expected)
    return refused('what is tried is no longer the release that is held');
  const lines = await diffToForce(ports, state, data);
  const { set, version = data.version } = release;
  const feed = { ...rest, set, version };
  return carryOut(ports, state, { feed }, { data, by, what, lines, feedSet: set });
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

/** No trial runs: the set of that name may have been promoted already, by a try whose answer was lost. */
async function promoted({ store }: RulePorts, { pointer }: RulesState, name?: string): Promise<ChangeResult> {
  if (name === undefined || pointer?.current !== name) return refused('no release is being tried');
  return { kind: 'done', version: (await store.getSet(name)).version, lines: [] };
}

/** Gives all quota keys the release that a share of them tries. */
export function promote(ports: RulePorts, { by, name }: EndOfTrial): Promise<ChangeResult> {
  return unraced(async () => {
    const state = await ports.store.state();
    const trial = trialOf(state, name);
    if (!trial) return promoted(ports, state, name);
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

/** Whether the release that is held, under the overrides, is the set of that name: a newer one may have come. */
export async function isHeld(
  { store }: RulePorts,
  { feed, overrides }: Pick<RulesState, 'feed' | 'overrides'>,
  name: string,
): Promise<boolean> {
  if (!feed.held) return false;
  const merged = mergeOverrides(await store.getSet(feed.held.set), overrides);
  return merged.ok && ruleSetName(merged.data) === name;
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
