import { verify } from 'node:crypto';
import type { FeedFault } from '../ports/rules-store.ts';
import { type FeedKey, readFeedKey } from './keys.ts';
import type { FeedManifest } from './manifest.ts';
import { manifestText, signedBytes } from './manifest-text.ts';
import { MOST_MANIFEST_BYTES, manifestSchema } from './schema.ts';

export type VerifiedManifest =
  /** `keys`: ids of the trusted keys whose signatures hold. */
  | { readonly ok: true; readonly manifest: FeedManifest; readonly keys: readonly string[] }
  | { readonly ok: false; readonly fault: FeedFault; readonly text: string };

export type ShapedManifest =
  | { readonly ok: true; readonly manifest: FeedManifest }
  | { readonly ok: false; readonly fault: 'malformed'; readonly text: string };

const malformed = (text: string) => ({ ok: false, fault: 'malformed', text }) as const;

/** Problems that are named; a hostile manifest may have any number. */
const NAMED = 5;

/** Whether it is a manifest at all, whoever made it. Never throws. */
export function shapeManifest(json: unknown): ShapedManifest {
  const shaped = manifestSchema.safeParse(json);
  if (shaped.success) return { ok: true, manifest: shaped.data };
  const problems = shaped.error.issues
    .slice(0, NAMED)
    .map(({ path, message }) => (path.length > 0 ? `${path.map(String).join('.')}: ${message}` : message));
  return malformed(problems.join('; '));
}

/** Reads the bytes of feed.json; only the spelling that manifestText gives is taken. Trusts nobody yet. Never throws. */
export function readManifest(bytes: Uint8Array): ShapedManifest {
  if (bytes.length > MOST_MANIFEST_BYTES) return malformed(`more than ${MOST_MANIFEST_BYTES} bytes`);
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const shaped = shapeManifest(JSON.parse(text));
    if (!shaped.ok || manifestText(shaped.manifest) === text) return shaped;
    return malformed('not the canonical JSON of its content: it was reformatted or changed');
  } catch (error) {
    return malformed(error instanceof Error ? error.message : String(error));
  }
}

/** Why no signature holds, in words that tell a forgotten key from a changed manifest. */
function whyNot(manifest: FeedManifest, trusted: readonly FeedKey[]): string {
  const named = manifest.signatures.map(({ key }) => key);
  if (named.length === 0) return 'it is not signed';
  if (trusted.length === 0) return `it is signed by ${named.join(', ')}, but no usable key is trusted`;
  const known = named.filter((key) => trusted.some(({ id }) => id === key));
  const trusts = trusted.map(({ id }) => id).join(', ');
  return known.length === 0
    ? `it is signed by ${named.join(', ')}, none of which is trusted (${trusts})`
    : `the signature of ${known.join(', ')} does not fit: the manifest was changed after signing`;
}

function holds(manifest: FeedManifest, { id, publicKey }: FeedKey): boolean {
  const found = manifest.signatures.find(({ key }) => key === id);
  if (!found) return false;
  try {
    return verify(null, signedBytes(manifest), publicKey, Buffer.from(found.signature, 'base64'));
  } catch {
    return false;
  }
}

/**
 * Whether one of the trusted keys (base64 of their raw bytes) signed this manifest; one is enough, so that keys can be
 * rotated with overlap. Signatures of keys that nobody trusts are passed over, and so is a trusted text that is no key.
 * Never throws.
 */
export function verifyManifest(json: unknown, trusted: readonly string[]): VerifiedManifest {
  const shaped = shapeManifest(json);
  return shaped.ok ? checkSignatures(shaped.manifest, trusted) : shaped;
}

/** The same from the bytes of feed.json: any byte that differs from what was signed and written fails. */
export function verifyManifestBytes(bytes: Uint8Array, trusted: readonly string[]): VerifiedManifest {
  const shaped = readManifest(bytes);
  return shaped.ok ? checkSignatures(shaped.manifest, trusted) : shaped;
}

function checkSignatures(manifest: FeedManifest, trusted: readonly string[]): VerifiedManifest {
  const keys = trusted.map(readFeedKey).filter((key) => key !== undefined);
  const good = keys.filter((key) => holds(manifest, key)).map(({ id }) => id);
  if (good.length > 0) return { ok: true, manifest, keys: [...new Set(good)] };
  return { ok: false, fault: 'unsigned', text: whyNot(manifest, keys) };
}
