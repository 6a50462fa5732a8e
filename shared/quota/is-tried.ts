import { createHash } from 'node:crypto';
import type { QuotaKey } from './key.ts';

/** How finely a share can be given: hundredths of a percent. */
const PARTS = 10_000;

/**
 * Whether a key belongs to the `share` percent of the keys that candidate rules are tried on: by a hash of its name, so that
 * every function says the same of it, and those of a smaller share stay when the share grows.
 */
export const isTried = (key: QuotaKey, share: number): boolean =>
  (createHash('sha256').update(key).digest().readUInt32BE() % PARTS) * 100 < share * PARTS;
