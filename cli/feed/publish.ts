import { expiryWarning } from '../../shared/feed/expiry.ts';
import { type FeedManifest, MANIFEST_NAME } from '../../shared/feed/manifest.ts';
import { manifestText, signedBytes } from '../../shared/feed/manifest-text.ts';
import { MOST_MANIFEST_BYTES } from '../../shared/feed/schema.ts';
import { readManifest } from '../../shared/feed/verify.ts';
import type { EpochMillis } from '../../shared/time/units.ts';
import type { Answer } from '../commands/answer.ts';
import { UserError } from '../user-error.ts';
import { checkFeed, fetchBytes, type WholeFeed } from './check-feed.ts';
import { createFolderFeed } from './folder.ts';
import { manifestJson, manifestLine, signersText } from './manifest-words.ts';
import type { FeedTarget, Served } from './target.ts';

/** A set is named by its content and never changes. */
const SET: Served = { contentType: 'application/gzip', cacheControl: 'max-age=31536000, immutable' };
/** Clients ask daily; five minutes keep a crowd from the bucket. */
const MANIFEST: Served = { contentType: 'application/json', cacheControl: 'max-age=300' };

export interface PublishOptions {
  /** Publish whatever is there now. */
  readonly force: boolean;
  /** Keys that deployments trust: the feed must be signed by one of them. */
  readonly trusted?: readonly string[];
}

/** What is published now; `etag` is `null` when nothing is. */
interface Published {
  readonly manifest?: FeedManifest;
  readonly etag?: string | null;
}

async function publishedAt({ source, name }: FeedTarget, force: boolean): Promise<Published> {
  const fetched = await fetchBytes(source, MANIFEST_NAME, MOST_MANIFEST_BYTES);
  if (!fetched.ok && fetched.fault === 'missing') return { etag: null };
  if (!fetched.ok && !force)
    throw new UserError(`${name} cannot be read (${fetched.fault}): ${fetched.text}`);
  if (!fetched.ok) return {};
  const read = readManifest(fetched.bytes);
  const { etag } = fetched;
  if (read.ok) return { manifest: read.manifest, ...(etag === undefined ? {} : { etag }) };
  if (force) return {};
  throw new UserError(`what is published at ${name} is no manifest (${read.text}); --force replaces it`);
}

const sameSigned = (a: FeedManifest, b: FeedManifest): boolean =>
  Buffer.from(signedBytes(a)).equals(signedBytes(b));

/** Clients take no release with a number that they have seen, so publishing one would cut them off. */
function checkSequence(ours: FeedManifest, theirs: FeedManifest, { name }: FeedTarget): void {
  if (ours.sequence > theirs.sequence || sameSigned(ours, theirs)) return;
  throw new UserError(
    `release ${ours.sequence} is not above release ${theirs.sequence}, which is published at ${name}: ` +
      `build it with --sequence ${theirs.sequence + 1}; --force publishes it all the same, and clients will refuse it`,
  );
}

async function readyFeed(folder: string, trusted: readonly string[] | undefined): Promise<WholeFeed> {
  const feed = await checkFeed(createFolderFeed(folder), trusted);
  if (!feed.ok) throw new UserError(`${folder} cannot be published (${feed.fault}): ${feed.text}`);
  if (feed.manifest.signatures.length > 0) return feed;
  throw new UserError(`${folder} is not signed: mxp feed sign ${folder} --key FILE`);
}

/** The set first, so that whoever sees the manifest finds all that it names. */
async function put(feed: WholeFeed, target: FeedTarget, over: string | null | undefined): Promise<void> {
  await target.put(feed.manifest.set.path, feed.set, SET);
  if (await target.put(MANIFEST_NAME, feed.manifestBytes, MANIFEST, over)) return;
  throw new UserError(`somebody else has published at ${target.name} meanwhile: look, and try again`);
}

function answerOf({ manifest }: WholeFeed, { name }: FeedTarget, isNew: boolean, now: EpochMillis): Answer {
  const warning = expiryWarning(manifest, now);
  const text = [
    `${manifestLine(manifest)}, ${signersText(manifest)}, ${isNew ? 'is published' : 'was published before'} at ${name}.`,
    ...(warning ? [`Warning: ${warning}.`] : []),
  ].join('\n');
  const json = { ok: true, published: isNew, at: name, ...manifestJson(manifest) };
  return {
    json: { ...json, ...(warning ? { warning } : {}) },
    text: `${text.charAt(0).toUpperCase()}${text.slice(1)}`,
  };
}

/** `mxp feed publish`. */
export async function publishFeed(
  folder: string,
  target: FeedTarget,
  { force, trusted }: PublishOptions,
  now: EpochMillis,
): Promise<Answer> {
  const feed = await readyFeed(folder, trusted);
  const { manifest: theirs, etag } = await publishedAt(target, force);
  if (theirs && manifestText(theirs) === manifestText(feed.manifest))
    return answerOf(feed, target, false, now);
  if (theirs && !force) checkSequence(feed.manifest, theirs, target);
  await put(feed, target, force ? undefined : etag);
  return answerOf(feed, target, true, now);
}
