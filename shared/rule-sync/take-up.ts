import type { FeedState, RulesState } from '../ports/rules-store.ts';
import { ruleSetName } from '../rules/codec.ts';
import { conflictText } from '../rules/conflict.ts';
import { diffLines, diffRuleSets } from '../rules/diff.ts';
import { guard } from '../rules/guard.ts';
import { mergeOverrides } from '../rules/merge-overrides.ts';
import type { RuleSetData } from '../rules/schema.ts';
import { someOf } from './fetch-release.ts';
import { dropTrial } from './held.ts';
import { inForce, nameInForce } from './in-force.ts';
import { GUARD_PERCENT, type RulePorts, type SyncPorts } from './ports.ts';
import {
  announced,
  type Change,
  defined,
  putInForce,
  putOnTrial,
  RACED,
  saved,
  unannounced,
} from './put-in-force.ts';
import { failure, type SyncResult, summaryOf } from './result.ts';
import type { SyncOptions } from './sync.ts';
import { shareToTry } from './trial.ts';

/** What came of a set, and the feed as it was saved. */
export interface Taken {
  readonly result: SyncResult;
  readonly feed: FeedState;
}

interface Taking {
  readonly ports: SyncPorts;
  readonly seen: RulesState;
  readonly feed: FeedState;
  /** The feed's set, below the overrides. */
  readonly set: { readonly name: string; readonly data: RuleSetData };
  readonly after: RuleSetData;
  /** Of `after`. */
  readonly name: string;
  readonly lines: readonly string[];
}

/** The release is kept back, in force nowhere or on trial; `why` tells people. */
const holding = ({ feed, set }: Taking, why: readonly string[]): FeedState => ({
  ...feed,
  held: {
    ...{ set: set.name, sequence: feed.sequence ?? 0, version: set.data.version, why: summaryOf(why) },
    ...(feed.held?.withdrawn && feed.held.set === set.name ? { withdrawn: true } : {}),
  },
});

async function hold(taking: Taking, why: readonly string[]): Promise<Taken | typeof RACED> {
  const { ports, seen, lines, set } = taking;
  const feed = holding(taking, why);
  const state = await saved(ports, seen, { feed });
  if (state === RACED) return RACED;
  // What was tried is not what is held now.
  const ended = { by: 'rule-sync', why: `release ${set.data.version} came, and is held` };
  if (seen.pointer?.candidate && (await dropTrial(ports, state, ended)) === RACED) return RACED;
  return { result: { kind: 'held', version: set.data.version, why, lines }, feed };
}

const changeOf = ({ after, lines, set }: Taking, { by = 'rule-sync', accept }: SyncOptions): Change => ({
  data: after,
  by,
  what: accept ? 'accept' : 'sync',
  lines,
  feedSet: set.name,
});

async function tryFirst(
  taking: Taking,
  options: SyncOptions,
  share: number,
  conflicts: readonly string[],
): Promise<Taken | typeof RACED> {
  const { ports, seen, lines, after, name } = taking;
  const held = holding(taking, [`tried for ${share} % of the quota keys`]);
  const feed = await announced(ports, seen, { feed: held }, name, async () => {
    await ports.trials?.counts.begin(name, ports.clock.now());
    return putOnTrial(ports, seen, changeOf(taking, options), share);
  });
  if (feed === RACED) return RACED;
  return { result: { kind: 'activated', version: after.version, name, share, lines, conflicts }, feed };
}

/** The feed signed anew what a share of the keys tries: the trial goes on. */
async function goOn(taking: Taking, share: number): Promise<Taken | typeof RACED> {
  const { ports, seen, set } = taking;
  const feed = unannounced(holding(taking, taking.feed.held?.why ?? []));
  if ((await saved(ports, seen, { feed })) === RACED) return RACED;
  return { result: { kind: 'trying', version: set.data.version, share }, feed };
}

/** Puts a set in force for all keys, unless it is; `feed` is what is known of the feed then. */
export async function activate(
  ports: RulePorts,
  seen: RulesState,
  feed: FeedState,
  change: Change,
  conflicts: readonly string[],
): Promise<Taken | typeof RACED> {
  const { data, lines } = change;
  const { version } = data;
  const name = ruleSetName(data);
  if (nameInForce(ports, seen) === name && seen.pointer?.candidate === undefined) {
    const done = unannounced(feed);
    const state = await saved(ports, seen, { feed: done });
    return state === RACED ? RACED : { result: { kind: 'unchanged', version }, feed: done };
  }
  const done = await announced(ports, seen, { feed }, name, () => putInForce(ports, seen, change));
  if (done === RACED) return RACED;
  return { result: { kind: 'activated', version, name, lines, conflicts }, feed: done };
}

/** The feed once its newest release is in force. */
function takenFeed({ feed, set }: Taking): FeedState {
  const { held: _held, ...rest } = feed;
  return { ...rest, set: set.name, version: set.data.version };
}

/** A set that the overrides do not fit. */
export const misfit = (problems: readonly string[]) =>
  failure('invalid', `with this deployment's overrides: ${someOf(problems)}`);

/** Merges, compares with the rules in force, guards, and puts in force; `failed` where it does not fit the overrides. */
export async function takeUp(
  ports: SyncPorts,
  seen: RulesState,
  { data, feed }: { readonly data: RuleSetData; readonly feed: FeedState },
  options: SyncOptions,
): Promise<Taken | typeof RACED> {
  const whole = mergeOverrides(data, seen.overrides);
  if (!whole.ok) return { result: misfit(whole.problems), feed };
  const before = await inForce(ports, seen);
  const lines = diffLines(diffRuleSets(before, whole.data));
  const set = { name: ruleSetName(data), data };
  const name = ruleSetName(whole.data);
  const taking: Taking = {
    ports,
    seen,
    feed: defined<FeedState>({ ...feed }),
    set,
    after: whole.data,
    name,
    lines,
  };
  const running = seen.pointer?.candidate;
  const accept = options.accept === true;
  if (!accept && running?.name === name) return goOn(taking, running.share);
  const { held } = taking.feed;
  if (!accept && held?.withdrawn && held.set === set.name) return hold(taking, held.why);
  const guarded = guard(before, whole.data, ports.guardPercent ?? GUARD_PERCENT);
  if (!guarded.ok && !accept) return hold(taking, guarded.why);
  const conflicts = whole.conflicts.map(conflictText);
  const share =
    options.candidate?.share ?? (accept ? undefined : await shareToTry(ports, before, whole.data));
  return share === undefined || name === nameInForce(ports, seen)
    ? activate(ports, seen, takenFeed(taking), changeOf(taking, options), conflicts)
    : tryFirst(taking, options, share, conflicts);
}
