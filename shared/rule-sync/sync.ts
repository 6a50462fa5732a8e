import { expiryWarning } from '../feed/expiry.ts';
import { feedFolder } from '../feed/feed-path.ts';
import type { FeedState, RulesState } from '../ports/rules-store.ts';
import { encodeRuleSet } from '../rules/codec.ts';
import { fetchRelease, type Release } from './fetch-release.ts';
import { finish } from './finish.ts';
import { isHeld } from './held.ts';
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

/** What is remembered of this feed: sequence and etag of another one mean nothing here, a set withdrawn stays so. */
function known({ feed }: RulesState, address: string): FeedState {
  if (feed.address === undefined || feedFolder(feed.address) === feedFolder(address)) return feed;
  const { set, version, activating, held } = feed;
  return defined<FeedState>({ set, version, activating, held: held?.withdrawn ? held : undefined });
}

/** Notes that the feed could not be had; yesterday's rules stay, and so does what is known of the feed they are from. */
async function notTaken(ports: SyncPorts, seen: RulesState, failed: SyncFailure) {
  const { code, text } = failed;
  const feed = { ...seen.feed, failed: { at: ports.clock.now(), code, text } };
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
  const { held, activating, version } = feed;
  const running = seen.pointer?.candidate;
  const { overrides } = seen;
  // What a crash left half done may be the release that is held, or what is below it.
  const isHalf = activating !== undefined && (await isHeld(ports, { feed, overrides }, activating));
  if (held && (options.accept || isHalf)) {
    const data = await ports.store.getSet(held.set);
    return take(ports, seen, { data, feed }, options);
  }
  if (activating !== undefined) return orNoted(ports, seen, await finish(ports, seen, feed, options.by));
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
  return orNoted(ports, seen, await takeUp(ports, seen, { data, feed }, options));
}

/** What came of a set; one that does not fit the overrides is a failure, and noted. */
async function orNoted(
  ports: SyncPorts,
  seen: RulesState,
  taken: Taken | typeof RACED,
): Promise<Attempt | typeof RACED> {
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

const withExpiry = (result: SyncResult, expiry: string | undefined): SyncResult =>
  expiry === undefined ? result : { ...result, expiry };

/**
 * Brings the rules in force up to the feed's newest release: signature, replay, schema, lint, overrides, guard, then
 * activation. Whatever goes wrong, the rules from before stay in force; a fault (a table that cannot be read) is thrown.
 */
export async function syncRules(ports: SyncPorts, options: SyncOptions = {}): Promise<SyncResult> {
  const { log, clock } = ports;
  try {
    const judged = options.accept ? undefined : await judgeRunning(ports);
    // Told at once: whatever the feed comes to, all keys have these rules now.
    if (judged?.activated) await notify(ports, noticesOf(judged.activated, clock.now()));
    const { result: came, feed } = await unraced(() => attempt(ports, options));
    const result = withTrial(came, judged);
    const asked = result.kind !== 'custom' && result.kind !== 'off' && feed.expiresAt !== undefined;
    const expiry = asked ? expiryWarning({ expiresAt: feed.expiresAt ?? 0 }, clock.now()) : undefined;
    const told = tell(log, withExpiry(result, expiry));
    const left = judged?.activated ? withExpiry(came, expiry) : told;
    await notify(ports, noticesOf(left, clock.now(), feed.expiresAt));
    return told;
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    log.warn('rules not synchronised', { code: name, text: message });
    log.count('RulesSyncFailed');
    await notify(ports, [failedNotice(name, message, clock.now())]);
    throw error;
  }
}
