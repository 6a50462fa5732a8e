import type { FeedState, RulesHistoryEntry, RulesPointer, RulesState } from '../ports/rules-store.ts';
import { encodeRuleSet } from '../rules/codec.ts';
import type { RuleSetData } from '../rules/schema.ts';
import { nextPointer } from './next-pointer.ts';
import type { RulePorts } from './ports.ts';
import { summaryOf } from './result.ts';

/** Somebody else changed the rules meanwhile; what was decided is to be decided again. */
export const RACED = 'raced';

/** How a set comes in force. */
export interface Change {
  readonly data: RuleSetData;
  readonly by: string;
  readonly what: RulesHistoryEntry['what'];
  readonly lines: readonly string[];
  /** The feed's set below the overrides. */
  readonly feedSet?: string | undefined;
}

/** An object without the fields that are undefined: they are not written. */
export const defined = <T extends object>(fields: { readonly [K in keyof T]: T[K] | undefined }): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

const entryOf = (
  name: string,
  at: number,
  { data, by, what, lines, feedSet }: Change,
): RulesHistoryEntry => ({
  at,
  name,
  version: data.version,
  by,
  what,
  summary: summaryOf(lines),
  ...(feedSet === undefined ? {} : { feedSet }),
});

/** Puts a set in force for all keys; what is tried as a candidate is dropped. */
export async function putInForce(
  { store, clock }: RulePorts,
  { pointer }: Pick<RulesState, 'pointer'>,
  change: Change,
): Promise<string | typeof RACED> {
  const set = encodeRuleSet(change.data);
  await store.putSet(set);
  // Not before the set is written: whoever reads the rules by this moment has them.
  const at = clock.now();
  const next = nextPointer(pointer, set.name, at);
  return (await store.activate(pointer, next, entryOf(set.name, at, change))) ? set.name : RACED;
}

/** Lets a share of the quota keys try a set; the others keep the rules in force. */
export async function putOnTrial(
  { store, clock, shipped }: RulePorts,
  { pointer }: Pick<RulesState, 'pointer'>,
  change: Change,
  share: number,
): Promise<string | typeof RACED> {
  const set = encodeRuleSet(change.data);
  const stays = encodeRuleSet(shipped);
  if (!pointer) await store.putSet(stays);
  await store.putSet(set);
  const at = clock.now();
  const next: RulesPointer = {
    ...(pointer ?? { current: stays.name, activatedAt: at }),
    candidate: { name: set.name, share, since: at },
  };
  return (await store.activate(pointer, next, entryOf(set.name, at, change))) ? set.name : RACED;
}

/** Writes mode and feed, if nobody wrote since `seen` was read; answers the state as it then is. */
export async function saved(
  { store }: RulePorts,
  seen: RulesState,
  { mode = seen.mode, feed = seen.feed }: { readonly mode?: RulesState['mode']; readonly feed?: FeedState },
): Promise<RulesState | typeof RACED> {
  const next = { mode, feed, overrides: seen.overrides };
  return (await store.saveState(seen.version, next))
    ? { ...seen, ...next, version: seen.version + 1 }
    : RACED;
}

/** The feed with nothing about to come in force. */
export const unannounced = ({ activating: _activating, ...feed }: FeedState): FeedState => feed;

/**
 * Mode and feed go first and say what is about to be in force, so that no synchronisation undoes it, and the next one makes
 * a crash good that comes before the pointer has moved.
 */
export async function announced(
  ports: RulePorts,
  seen: RulesState,
  { mode, feed }: { readonly mode?: RulesState['mode']; readonly feed: FeedState },
  name: string,
  put: () => Promise<string | typeof RACED>,
): Promise<FeedState | typeof RACED> {
  const done = unannounced(feed);
  const said = mode === undefined ? {} : { mode };
  const intent = await saved(ports, seen, { ...said, feed: { ...done, activating: name } });
  if (intent === RACED || (await put()) === RACED) return RACED;
  // Lost to somebody who changed mode or overrides since: the next synchronisation finds the set in force and is done.
  await saved(ports, intent, { feed: done });
  return done;
}

const TRIES = 5;

/** Decides again as long as somebody else was faster; throws when that does not end. */
export async function unraced<T>(decide: () => Promise<T | typeof RACED>): Promise<T> {
  for (let turn = 0; turn < TRIES; turn += 1) {
    const result = await decide();
    if (result !== RACED) return result as T;
  }
  throw new Error(
    `the rules were changed by somebody else ${TRIES} times in a row; look who, then try again`,
  );
}
