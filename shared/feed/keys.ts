import { createHash, createPublicKey, type KeyObject } from 'node:crypto';

/** Ed25519 public keys are 32 bytes (RFC 8032 §5.1.5). */
const KEY_BYTES = 32;

/** The raw bytes of a public key as a deployment trusts it: base64, padded; undefined for any other text. */
function rawKey(text: string): Buffer | undefined {
  const raw = Buffer.from(text, 'base64');
  return raw.length === KEY_BYTES && raw.toString('base64') === text ? raw : undefined;
}

const idOf = (raw: Uint8Array): string => createHash('sha256').update(raw).digest('hex').slice(0, 16);

/** A public key with the id that signatures name it by. */
export interface FeedKey {
  readonly id: string;
  readonly publicKey: KeyObject;
}

/** Reads a trusted key; undefined when the text is none. Never throws. */
export function readFeedKey(text: string): FeedKey | undefined {
  const raw = rawKey(text);
  if (!raw) return undefined;
  try {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') };
    return { id: idOf(raw), publicKey: createPublicKey({ key: jwk, format: 'jwk' }) };
  } catch {
    return undefined;
  }
}

/** Base64 of the raw public half of an Ed25519 key, private or public: what goes into the parameter `feedKeys`. */
export function publicKeyText(key: KeyObject): string {
  const half = key.type === 'private' ? createPublicKey(key) : key;
  const { x, crv } = half.export({ format: 'jwk' });
  if (crv !== 'Ed25519' || x === undefined) throw new TypeError('not an Ed25519 key');
  return Buffer.from(x, 'base64url').toString('base64');
}

/** The id of an Ed25519 key: the first 16 hex digits of the SHA-256 of its 32 raw public bytes. */
export const keyId = (key: KeyObject): string => idOf(Buffer.from(publicKeyText(key), 'base64'));
