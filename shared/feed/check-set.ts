import { createHash } from 'node:crypto';
import type { FeedManifest } from './manifest.ts';

export type CheckedSet =
  | { readonly ok: true }
  | { readonly ok: false; readonly fault: 'altered'; readonly text: string };

const altered = (text: string): CheckedSet => ({ ok: false, fault: 'altered', text });

/** Whether these are the very bytes of the set that the manifest names, before anybody unpacks them. */
export function checkSet(bytes: Uint8Array, { set }: Pick<FeedManifest, 'set'>): CheckedSet {
  if (bytes.length !== set.bytes)
    return altered(`${set.path} has ${bytes.length} bytes, and ${set.bytes} were signed`);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 === set.sha256) return { ok: true };
  return altered(`${set.path} has the SHA-256 ${sha256}, which was not signed`);
}
