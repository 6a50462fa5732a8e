import { type KeyObject, sign } from 'node:crypto';
import { keyId } from './keys.ts';
import type { FeedManifest } from './manifest.ts';
import { signedBytes } from './manifest-text.ts';

/**
 * Adds the signature of an Ed25519 private key; one of the same key that is there already is replaced, others stay, so
 * that a manifest can carry the old and the new key's while keys are rotated. Throws a TypeError for any other key.
 */
export function signManifest(manifest: FeedManifest, privateKey: KeyObject): FeedManifest {
  const key = keyId(privateKey);
  const signature = sign(null, signedBytes(manifest), privateKey).toString('base64');
  const others = manifest.signatures.filter((other) => other.key !== key);
  return { ...manifest, signatures: [...others, { key, signature }] };
}
