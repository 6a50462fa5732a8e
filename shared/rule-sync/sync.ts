import { expiryWarning } from '../feed/expiry.ts';
import type { FeedState, RulesState } from '../ports/rules-store.ts';
import { encodeRuleSet } from '../rules/codec.ts';
import { fetchRelease, type Release } from './fetch-release.ts';
import { failedNotice, noticesOf, notify } from './notify.ts';
import type { SyncPorts } from './ports.ts';
import { defined, RACED, saved, unraced } from './put-in-force.ts';
import type { SyncFailure, SyncResult } from './result.ts';
import { type Taken, takeUp } from './take-up.ts';
import { tell } from './tell.ts';
import { judgeRunning, withTrial } from './trial.ts';

export interface SyncOptions {
  /** Lets a release through that the guard holds, or that was rolled back. */
  readonly accept?: boolean;
  /** Who asked; rule-sync when absent. */
  readonly by?: string;
  /** Tries a release for this share of the quota keys first, in percent, whatever the traffic. */
  readonly candidate?: { readonly share: number };
}

/** What is remembered of this feed: sequence and etag of another one mean nothing here. */
function known({ feed }: RulesState, address: string): FeedState {
  if (feed.address === undefined || feed.address === address) return feed;
  const { set, version, activating } = feed;
  return defined<FeedState>({ set, version, activating });
}

/** Notes that the feed could not be had; yesterday's rules stay. */
async function notTaken(ports: SyncPorts, seen: RulesState, failed: SyncFailure) {
  const { code, text } = failed;
  const before = known(seen, ports.address);
  const feed = { ...before, address: ports.address, failed: { at: ports.clock.now(), code, text } };
  const state = await saved(ports, seen, { feed });
  return state === RACED ? RACED : { result: failed, feed };
}

/** What a check that went well leaves of the state: no failure, and what the next check is to know. */
function checked(ports: SyncPorts, feed: FeedState, release: Partial<Pick<Release, 'manifest' | 'etag'>>) {
  const { failed: _failed, ...rest } = feed;
  const { manifest } = release;
  const etag = release.etag ?? (manifest ? undefined : feed.etag);
  return defined<FeedState>({
    ...rest,
    address: ports.address,
    checkedAt: ports.clock.now(),
    etag,
    sequence: manifest?.sequence ?? feed.sequence,
    sha256: manifest?.set.sha256 ?? feed.sha256,
    expiresAt: manifest?.expiresAt ?? feed.expiresAt,
  });
}

interface Attempt {
  readonly result: SyncResult;
  readonly feed: FeedState;
}

/** The newest release was seen before: in force, held, or left behind half activated by a crash. */
async function seenBefore(
  ports: SyncPorts,
  seen: RulesState,
  feed: FeedState,
  options: SyncOptions,
): Promise<Attempt | typeof RACED> {
  const { held, set, activating, version } = feed;
  const running = seen.pointer?.candidate;
  if (held && options.accept) {
    const data = await ports.store.getSet(held.set);
    return take(ports, seen, { data, feed }, options);
  }
  if (activating !== undefined && held) {
    const data = await ports.store.getSet(held.set);
    return take(ports, seen, { data, feed }, options);
  }
  if (activating !== undefined) {
    const data = set === undefined ? ports.shipped : await ports.store.getSet(set);
    return take(ports, seen, { data, feed }, { ...options, accept: true });
  }
  const state = await saved(ports, seen, { feed });
  if (state === RACED) return RACED;
  if (held && running) {
    const { share } = running;
    return { result: { kind: 'trying', version: held.version, share }, feed };
  }
  if (held) {
    const { version, why } = held;
    return { result: { kind: 'held', version, why, lines: [], again: true }, feed };
  }
  return { result: { kind: 'unchanged', ...(version === undefined ? {} : { version }) }, feed };
}

/** Takes up a set of the feed, and keeps what came of it. */
async function take(
  ports: SyncPorts,
  seen: RulesState,
  { data, feed }: { readonly data: Release['data']; readonly feed: FeedState },
  options: SyncOptions,
): Promise<Attempt | typeof RACED> {
  const taken: Taken | typeof RACED = await takeUp(ports, seen, { data, feed }, options);
  if (taken === RACED) return RACED;
  if (taken.result.kind === 'failed') return notTaken(ports, seen, taken.result);
  return taken;
}

async function attempt(ports: SyncPorts, options: SyncOptions): Promise<Attempt | typeof RACED> {
  const seen = await ports.store.state();
  if (seen.mode !== 'feed') return { result: { kind: seen.mode }, feed: seen.feed };
  const before = known(seen, ports.address);
  const fetched = await fetchRelease(ports, before, { anew: options.accept === true });
  if (fetched.kind === 'failed') return notTaken(ports, seen, fetched);
  const feed = checked(ports, before, fetched);
  if (fetched.kind === 'seen') return seenBefore(ports, seen, feed, options);
  await ports.store.putSet(encodeRuleSet(fetched.data));
  return take(ports, seen, { data: fetched.data, feed }, options);
}

/**
 * Brings the rules in force up to the feed's newest release: signature, replay, schema, lint, overrides, guard, then
 * activation. Whatever goes wrong, the rules from before stay in force; a fault (a table that cannot be read) is thrown.
 */
export async function syncRules(ports: SyncPorts, options: SyncOptions = {}): Promise<SyncResult> {
  const { log, clock } = ports;
  try {
    const judged = options.accept ? undefined : await judgeRunning(ports);
    const { result: came, feed } = await unraced(() => attempt(ports, options));
    const result = withTrial(came, judged);
    const asked = result.kind !== 'custom' && result.kind !== 'off' && feed.expiresAt !== undefined;
    const expiry = asked ? expiryWarning({ expiresAt: feed.expiresAt ?? 0 }, clock.now()) : undefined;
    const told = tell(log, expiry === undefined ? result : { ...result, expiry });
    await notify(ports, noticesOf(told, clock.now(), feed.expiresAt));
    return told;
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    log.warn('rules not synchronised', { code: name, text: message });
    log.count('RulesSyncFailed');
    await notify(ports, [failedNotice(name, message, clock.now())]);
    throw error;
  }
}
