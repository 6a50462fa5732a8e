import { DAY, type EpochMillis } from '../time/units.ts';
import type { Entry } from './entry.ts';
import { mailFacts } from './mail-facts.ts';
import type { QuarantinePolicy } from './policy.ts';
import { UNKNOWN } from './standing.ts';
import { type Base, effectOf, standingWithin } from './standing-of.ts';

/** How much of the past a record keeps as entries. Ours: some 6 KB at most, for the row is read for every mail. */
export interface Keep {
  /** The newest. */
  readonly entries: number;
  /** Not older than this before the newest, milliseconds. */
  readonly age: number;
  /** Older deliveries that wait for their effect, the oldest of them. */
  readonly waiting: number;
}

export const KEEP: Keep = { entries: 60, age: 60 * DAY, waiting: 20 };

/** Until when entries are too many or too old; they leave by their time, all of a moment together. */
function cutOf(fresh: readonly Entry[], { entries, age }: Keep): EpochMillis | undefined {
  const tooOld = (fresh.at(-1)?.at ?? 0) - age;
  return fresh.findLast(({ at }, place) => place < fresh.length - entries || at < tooOld)?.at;
}

/**
 * Those entries from before `until` that still matter: deliveries that have yet to take effect, and errors of mails that
 * entries after it speak of, for a mail adds one error.
 */
function remembered(
  ordered: readonly Entry[],
  until: EpochMillis,
  policy: QuarantinePolicy,
  keep: Keep,
): readonly Entry[] {
  const facts = mailFacts(ordered);
  const past = ordered.filter(({ at }) => at <= until);
  const waiting = past.filter((entry) => (effectOf(entry, facts, policy) ?? until) > until);
  const kept = waiting.slice(0, keep.waiting);
  const known = [...kept, ...ordered.slice(past.length)];
  const mails = new Set(known.map((entry) => (entry.kind === 'act' ? undefined : entry.mail)));
  const matters = new Set(kept);
  return past.filter((entry) => (entry.kind === 'error' && mails.has(entry.mail)) || matters.has(entry));
}

/**
 * Folds old entries into the base; the standing that follows is the same. The bounds of what is forgotten: an error of a
 * mail all of whose entries were folded counts as another mail's, and takes no hand-over or delivery back; beyond `waiting`
 * a folded delivery clears nothing.
 */
export function pruned(
  base: Base | undefined,
  ordered: readonly Entry[],
  policy: QuarantinePolicy,
  keep: Keep = KEEP,
): { readonly base?: Base; readonly entries: readonly Entry[] } {
  const after = base?.until ?? Number.NEGATIVE_INFINITY;
  const fresh = ordered.filter(({ at }) => at > after);
  const cut = cutOf(fresh, keep);
  const until = cut ?? after;
  const entries = [...remembered(ordered, until, policy, keep), ...fresh.filter(({ at }) => at > until)];
  if (cut === undefined) return { ...(base ? { base } : {}), entries };
  const standing = standingWithin(base?.standing ?? UNKNOWN, ordered, policy, { after, until });
  return { base: { until, standing }, entries };
}
