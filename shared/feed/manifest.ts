import type { EpochMillis } from '../time/units.ts';

/** One signature of a manifest: Ed25519 (RFC 8032) over its canonical JSON without `signatures`, base64. */
export interface FeedSignature {
  /** Which key: the first 16 hex digits of the SHA-256 of its 32 raw bytes. */
  readonly key: string;
  readonly signature: string;
}

/** `feed.json`: what a deliverability instance publishes last, so that all it names is there. */
export interface FeedManifest {
  readonly v: 1;
  /** Raised by every publication; a lower or equal one with other content is a replay. */
  readonly sequence: number;
  /** The rule set's own version. */
  readonly version: string;
  readonly issuedAt: EpochMillis;
  /** After it the feed counts as abandoned; rules stay in force, and the operator is warned. */
  readonly expiresAt: EpochMillis;
  readonly set: {
    /** Relative to the manifest: `sets/<sha256>.json.gz`. */
    readonly path: string;
    /** Lower-case hex, of the object's bytes. */
    readonly sha256: string;
    readonly bytes: number;
  };
  /** For people: what changed, a line each. */
  readonly notes?: readonly string[];
  readonly signatures: readonly FeedSignature[];
}

/** Names of objects, relative to the feed's address. */
export const MANIFEST_NAME = 'feed.json';
