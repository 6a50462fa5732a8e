import type { FeedState } from '../ports/rules-store.ts';
import type { FeedManifest } from './manifest.ts';
import { HIGHEST_SEQUENCE } from './schema.ts';

/** The number after the last publication's; the first is 1. */
export function nextSequence(last: number | undefined): number {
  const next = (last ?? 0) + 1;
  if (next > HIGHEST_SEQUENCE) throw new RangeError(`no sequence comes after ${last}`);
  return next;
}

/** What a client remembers of the newest manifest that it has seen; what is absent is not compared. */
export type KnownManifest = Pick<FeedState, 'sequence' | 'sha256' | 'expiresAt'>;

/**
 * Whether somebody serves an old manifest again, or a second one under a number that was given: both are signed well and
 * neither may come into force. The last one seen once more, with other signatures perhaps, is no replay.
 */
export function isReplay(known: KnownManifest, { sequence, set, expiresAt }: FeedManifest): boolean {
  if (known.sequence === undefined || sequence > known.sequence) return false;
  if (sequence < known.sequence) return true;
  const differs = (ours: unknown, theirs: unknown): boolean => ours !== undefined && ours !== theirs;
  return differs(known.sha256, set.sha256) || differs(known.expiresAt, expiresAt);
}
