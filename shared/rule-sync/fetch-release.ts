import { checkSet } from '../feed/check-set.ts';
import { type FeedManifest, MANIFEST_NAME } from '../feed/manifest.ts';
import { MOST_MANIFEST_BYTES, MOST_SET_BYTES } from '../feed/schema.ts';
import { isReplay } from '../feed/sequence.ts';
import { verifyManifestBytes } from '../feed/verify.ts';
import type { FeedState } from '../ports/rules-store.ts';
import { decodeRuleSet } from '../rules/codec.ts';
import type { RuleSetData } from '../rules/schema.ts';
import type { SyncPorts } from './ports.ts';
import { failure, type SyncFailure } from './result.ts';

/** A release as it was signed, checked from the signature to the sense of its rules. */
export interface Release {
  readonly kind: 'release';
  readonly manifest: FeedManifest;
  readonly data: RuleSetData;
  readonly etag?: string;
}

export type FetchedRelease =
  | Release
  /** The newest release is the one that was seen before; `manifest` is absent where the server said so itself. */
  | { readonly kind: 'seen'; readonly manifest?: FeedManifest; readonly etag?: string }
  | SyncFailure;

/** What matters of the problems of a set: a broken one may have thousands. */
const PROBLEMS_NAMED = 5;

export const someOf = (problems: readonly string[]): string => {
  const more = problems.length - PROBLEMS_NAMED;
  return [...problems.slice(0, PROBLEMS_NAMED), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
};

/** The same number must name the same set. */
function isReplayed(known: FeedState, manifest: FeedManifest): boolean {
  const { sequence, sha256, expiresAt } = known;
  if (sequence === manifest.sequence && sha256 !== undefined && sha256 !== manifest.set.sha256) return true;
  return isReplay(
    {
      ...(sequence === undefined ? {} : { sequence }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
    },
    manifest,
  );
}

/** The set that a manifest names, or what is wrong with it. Nothing is unpacked that was not signed. */
async function fetchSet(
  { source, lint }: SyncPorts,
  manifest: FeedManifest,
): Promise<{ readonly kind: 'set'; readonly data: RuleSetData } | SyncFailure> {
  const mostBytes = Math.min(manifest.set.bytes, MOST_SET_BYTES);
  const fetched = await source.fetch(manifest.set.path, { mostBytes });
  if (fetched.kind === 'unchanged') return failure('refused', `${manifest.set.path}: not sent`);
  if (fetched.kind === 'failed') return failure(fetched.failure, `${manifest.set.path}: ${fetched.text}`);
  const checked = checkSet(fetched.bytes, manifest);
  if (!checked.ok) return failure(checked.fault, checked.text);
  const decoded = decodeRuleSet(fetched.bytes);
  if (!decoded.ok) return failure('invalid', someOf(decoded.problems));
  if (decoded.data.version !== manifest.version)
    return failure(
      'altered',
      `the set is of version ${decoded.data.version}, its manifest of ${manifest.version}`,
    );
  const errors = lint(decoded.data);
  return errors.length > 0 ? failure('lint', someOf(errors)) : { kind: 'set', data: decoded.data };
}

/** Asks the feed for its newest release; `known` is what was seen of it, `anew` asks also for what was seen. */
export async function fetchRelease(
  ports: SyncPorts,
  known: FeedState,
  { anew }: { readonly anew: boolean },
): Promise<FetchedRelease> {
  const limits = {
    mostBytes: MOST_MANIFEST_BYTES,
    ...(known.etag === undefined || anew ? {} : { etag: known.etag }),
  };
  const fetched = await ports.source.fetch(MANIFEST_NAME, limits);
  if (fetched.kind === 'unchanged') return { kind: 'seen' };
  if (fetched.kind === 'failed') return failure(fetched.failure, `${MANIFEST_NAME}: ${fetched.text}`);
  const verified = verifyManifestBytes(fetched.bytes, ports.trusted);
  if (!verified.ok) return failure(verified.fault, `${MANIFEST_NAME}: ${verified.text}`);
  const { manifest } = verified;
  const etag = fetched.etag === undefined ? {} : { etag: fetched.etag };
  if (isReplayed(known, manifest))
    return failure(
      'replayed',
      `release ${manifest.sequence} is older than release ${known.sequence}, or another of that number`,
    );
  if (manifest.sequence === known.sequence) return { kind: 'seen', manifest, ...etag };
  const set = await fetchSet(ports, manifest);
  return set.kind === 'failed' ? set : { kind: 'release', manifest, data: set.data, ...etag };
}
