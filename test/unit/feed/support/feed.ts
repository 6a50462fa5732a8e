import { createHash, createPrivateKey, type KeyObject } from 'node:crypto';
import type { FeedManifest } from '../../../../shared/feed/manifest.ts';
import { setPath } from '../../../../shared/feed/schema.ts';
import { signManifest } from '../../../../shared/feed/sign.ts';

/** PKCS #8 of an Ed25519 private key is this and the 32 bytes (RFC 8410 §7): keys of tests are the same every time. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

export const keyOf = (seed: string): KeyObject => {
  const secret = createHash('sha256').update(seed).digest();
  return createPrivateKey({ key: Buffer.concat([PKCS8, secret]), format: 'der', type: 'pkcs8' });
};

export const ISSUED = Date.UTC(2026, 10, 26);
export const EXPIRES = Date.UTC(2026, 11, 26);
export const SET = Buffer.from('the bytes of a rule set');
const sha256 = createHash('sha256').update(SET).digest('hex');

/** A manifest as `mxp feed build` makes it. */
export const MANIFEST: FeedManifest = {
  v: 1,
  sequence: 7,
  version: '1.2.0+0123456789ab',
  issuedAt: ISSUED,
  expiresAt: EXPIRES,
  set: { path: setPath(sha256), sha256, bytes: SET.length },
  notes: ['rule yahoo: limit 1200/h → 900/h'],
  signatures: [],
};

export const signedBy = (...keys: readonly KeyObject[]): FeedManifest =>
  keys.reduce((manifest, key) => signManifest(manifest, key), MANIFEST);
