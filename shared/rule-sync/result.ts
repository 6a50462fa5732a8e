import type { FeedFailure } from '../ports/feed-source.ts';
import type { FeedFault } from '../ports/rules-store.ts';

/** Why there is no release to be had. */
export interface SyncFailure {
  readonly kind: 'failed';
  readonly code: FeedFailure | FeedFault;
  readonly text: string;
}

/** How a trial is judged, and why: for people. */
export interface TrialVerdict {
  readonly verdict: 'wait' | 'promote' | 'withdraw';
  readonly text: string;
}

/** What a synchronisation came to. Whatever it is but `activated`, the rules in force are those from before. */
export type SyncResult = (
  | {
      readonly kind: 'activated';
      readonly version: string;
      readonly name: string;
      /** Percent of the quota keys that try it first; absent: all are held to it. */
      readonly share?: number;
      /** The diff to the rules before, for people. */
      readonly lines: readonly string[];
      /** Overrides that the release changed the ground of. */
      readonly conflicts: readonly string[];
    }
  | { readonly kind: 'unchanged'; readonly version?: string }
  | {
      readonly kind: 'held';
      readonly version: string;
      readonly why: readonly string[];
      readonly lines: readonly string[];
      /** It was held before. */
      readonly again?: true;
    }
  /** Nothing new, and a share of the quota keys goes on trying it. */
  | { readonly kind: 'trying'; readonly version: string; readonly share: number }
  | SyncFailure
  | { readonly kind: 'custom' }
  | { readonly kind: 'off' }
) & {
  /** What was said of the trial that ran, before the feed was asked. */
  readonly trial?: TrialVerdict;
  /** The feed has expired or soon will. */
  readonly expiry?: string;
};

export const failure = (code: SyncFailure['code'], text: string): SyncFailure => ({
  kind: 'failed',
  code,
  text: shortened(text),
});

/** A row of the Control table holds it, a line of the log, and a notice. */
const LONGEST_TEXT = 1_000;
export const shortened = (text: string): string =>
  text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;

const MOST_LINES = 30;
const LONGEST_LINE = 300;

/** A diff as the history and the log keep it: its beginning. */
export function summaryOf(lines: readonly string[], most = MOST_LINES): readonly string[] {
  const shown = lines
    .slice(0, most)
    .map((line) => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line));
  return lines.length > most ? [...shown, `… ${lines.length - most} more`] : shown;
}
