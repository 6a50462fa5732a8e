import { checkSet } from '../../shared/feed/check-set.ts';
import { type FeedManifest, MANIFEST_NAME } from '../../shared/feed/manifest.ts';
import { MOST_MANIFEST_BYTES } from '../../shared/feed/schema.ts';
import { readManifest, type ShapedManifest, verifyManifestBytes } from '../../shared/feed/verify.ts';
import type { FeedFailure, FeedSource } from '../../shared/ports/feed-source.ts';
import type { FeedFault } from '../../shared/ports/rules-store.ts';
import { decodeRuleSet } from '../../shared/rules/codec.ts';
import type { RuleSetData } from '../../shared/rules/schema.ts';

export interface FaultyFeed {
  readonly ok: false;
  readonly fault: FeedFailure | FeedFault;
  readonly text: string;
}

/** A feed that is whole: the set is there, is the one of the manifest, and holds rules. */
export interface WholeFeed {
  readonly ok: true;
  readonly manifest: FeedManifest;
  readonly manifestBytes: Uint8Array;
  readonly set: Uint8Array;
  readonly data: RuleSetData;
  /** The trusted keys whose signatures hold; empty when none were asked for. */
  readonly keys: readonly string[];
}

const faulty = (fault: FaultyFeed['fault'], text: string): FaultyFeed => ({ ok: false, fault, text });

/** Fetches an object without asking whether it has changed. */
export async function fetchBytes(
  source: FeedSource,
  path: string,
  mostBytes: number,
): Promise<{ readonly ok: true; readonly bytes: Uint8Array; readonly etag?: string } | FaultyFeed> {
  const fetched = await source.fetch(path, { mostBytes });
  if (fetched.kind === 'failed') return faulty(fetched.failure, `${path}: ${fetched.text}`);
  if (fetched.kind === 'unchanged') return faulty('refused', `${path}: not sent`);
  const { bytes, etag } = fetched;
  return { ok: true, bytes, ...(etag === undefined ? {} : { etag }) };
}

async function readSet(source: FeedSource, manifest: FeedManifest) {
  const fetched = await fetchBytes(source, manifest.set.path, manifest.set.bytes);
  if (!fetched.ok) return fetched;
  const checked = checkSet(fetched.bytes, manifest);
  if (!checked.ok) return checked;
  const decoded = decodeRuleSet(fetched.bytes);
  if (!decoded.ok) return faulty('invalid', `${manifest.set.path}: ${decoded.problems.join('; ')}`);
  if (decoded.data.version === manifest.version)
    return { ok: true, set: fetched.bytes, data: decoded.data } as const;
  return faulty(
    'altered',
    `the set is of version ${decoded.data.version}, its manifest of ${manifest.version}`,
  );
}

const withKeys = (shaped: ShapedManifest) => (shaped.ok ? { ...shaped, keys: [] } : shaped);

/** Checks a feed as its clients do; without keys to trust, all but who signed it. */
export async function checkFeed(
  source: FeedSource,
  trusted: readonly string[] | undefined,
): Promise<WholeFeed | FaultyFeed> {
  const fetched = await fetchBytes(source, MANIFEST_NAME, MOST_MANIFEST_BYTES);
  if (!fetched.ok) return fetched;
  const manifestBytes = fetched.bytes;
  const read = trusted ? verifyManifestBytes(manifestBytes, trusted) : withKeys(readManifest(manifestBytes));
  if (!read.ok) return faulty(read.fault, `${MANIFEST_NAME}: ${read.text}`);
  const { manifest, keys } = read;
  const set = await readSet(source, manifest);
  return set.ok ? { ...set, manifest, manifestBytes, keys } : set;
}
