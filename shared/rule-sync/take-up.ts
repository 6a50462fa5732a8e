import type { FeedState, RulesState } from '../ports/rules-store.ts';
import { encodeRuleSet } from '../rules/codec.ts';
import { conflictText } from '../rules/conflict.ts';
import { diffLines, diffRuleSets } from '../rules/diff.ts';
import { guard } from '../rules/guard.ts';
import { mergeOverrides } from '../rules/merge-overrides.ts';
import type { RuleSetData } from '../rules/schema.ts';
import { someOf } from './fetch-release.ts';
import { dropTrial } from './held.ts';
import { inForce, nameInForce } from './in-force.ts';
import { GUARD_PERCENT, type SyncPorts } from './ports.ts';
import { type Change, defined, putInForce, putOnTrial, RACED, saved } from './put-in-force.ts';
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
  const { ports, seen, lines, after } = taking;
  const { activating: _activating, ...feed } = holding(taking, [`tried for ${share} % of the quota keys`]);
  const intent = await saved(ports, seen, { feed: { ...feed, activating: encodeRuleSet(after).name } });
  if (intent === RACED) return RACED;
  await ports.trials?.counts.begin(encodeRuleSet(after).name, ports.clock.now());
  const name = await putOnTrial(ports, seen, changeOf(taking, options), share);
  if (name === RACED) return RACED;
  await saved(ports, intent, { feed });
  return { result: { kind: 'activated', version: after.version, name, share, lines, conflicts }, feed };
}

/** The feed signed anew what a share of the keys tries: the trial goes on. */
async function goOn(taking: Taking, share: number): Promise<Taken | typeof RACED> {
  const { ports, seen, set } = taking;
  const { activating: _activating, ...feed } = holding(taking, taking.feed.held?.why ?? []);
  if ((await saved(ports, seen, { feed })) === RACED) return RACED;
  return { result: { kind: 'trying', version: set.data.version, share }, feed };
}

/**
 * The state goes first and says what is about to be in force, so that a crash before the pointer has moved is made good
 * by the next synchronisation, and so that whoever merges overrides meanwhile does so with this set.
 */
async function activate(
  taking: Taking,
  options: SyncOptions,
  conflicts: readonly string[],
): Promise<Taken | typeof RACED> {
  const { ports, seen, set, after, lines } = taking;
  const { held: _held, ...rest } = taking.feed;
  const { name: next } = encodeRuleSet(after);
  const feed: FeedState = { ...rest, set: set.name, version: set.data.version };
  const isInForce = nameInForce(ports, seen) === next && seen.pointer?.candidate === undefined;
  const { activating: _activating, ...done } = feed;
  if (isInForce) {
    const state = await saved(ports, seen, { feed: done });
    return state === RACED ? RACED : { result: { kind: 'unchanged', version: after.version }, feed: done };
  }
  const intent = await saved(ports, seen, { feed: { ...feed, activating: next } });
  if (intent === RACED) return RACED;
  const name = await putInForce(ports, seen, changeOf(taking, options));
  if (name === RACED) return RACED;
  // Lost to somebody who changed mode or overrides since: the next synchronisation finds the set in force and is done.
  await saved(ports, intent, { feed: done });
  return { result: { kind: 'activated', version: after.version, name, lines, conflicts }, feed: done };
}

/** Merges, compares with the rules in force, guards, and puts in force; `failed` where it does not fit the overrides. */
export async function takeUp(
  ports: SyncPorts,
  seen: RulesState,
  { data, feed }: { readonly data: RuleSetData; readonly feed: FeedState },
  options: SyncOptions,
): Promise<Taken | typeof RACED> {
  const whole = mergeOverrides(data, seen.overrides);
  if (!whole.ok)
    return {
      result: failure('invalid', `with this deployment's overrides: ${someOf(whole.problems)}`),
      feed,
    };
  const before = await inForce(ports, seen);
  const lines = diffLines(diffRuleSets(before, whole.data));
  const set = { name: encodeRuleSet(data).name, data };
  const taking: Taking = {
    ports,
    seen,
    feed: defined<FeedState>({ ...feed }),
    set,
    after: whole.data,
    lines,
  };
  const running = seen.pointer?.candidate;
  const accept = options.accept === true;
  if (!accept && running?.name === encodeRuleSet(whole.data).name) return goOn(taking, running.share);
  const { held } = taking.feed;
  if (!accept && held?.withdrawn && held.set === set.name) return hold(taking, held.why);
  const guarded = guard(before, whole.data, ports.guardPercent ?? GUARD_PERCENT);
  if (!guarded.ok && !accept) return hold(taking, guarded.why);
  const conflicts = whole.conflicts.map(conflictText);
  const share =
    options.candidate?.share ?? (accept ? undefined : await shareToTry(ports, before, whole.data));
  return share === undefined || encodeRuleSet(whole.data).name === nameInForce(ports, seen)
    ? activate(taking, options, conflicts)
    : tryFirst(taking, options, share, conflicts);
}
