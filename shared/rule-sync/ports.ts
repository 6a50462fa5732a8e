import type { Clock } from '../ports/clock.ts';
import type { FeedSource } from '../ports/feed-source.ts';
import type { Log } from '../ports/log.ts';
import type { Notices } from '../ports/notices.ts';
import type { RulesStore } from '../ports/rules-store.ts';
import type { TrialStore } from '../ports/trial-store.ts';
import type { RuleSetData } from '../rules/schema.ts';

/** What changes the rules in force. */
export interface RulePorts {
  readonly store: RulesStore;
  /** In force while none was ever activated. */
  readonly shipped: RuleSetData;
  readonly clock: Pick<Clock, 'now'>;
}

/** What trials of releases need. */
export interface Trials {
  readonly counts: Pick<TrialStore, 'begin' | 'counts'>;
  /** Percent of the quota keys that try a release first; 0: none. */
  readonly share: number;
  /** SES's last word of the mails that the account sent; 0 while it has not been asked. */
  sentLastDay(): Promise<number>;
}

/** What a synchronisation needs besides. */
export interface SyncPorts extends RulePorts {
  readonly source: FeedSource;
  /** Where the source reads; it tells whose sequence is remembered. */
  readonly address: string;
  /** Base64 of raw Ed25519 public keys; a signature of one is enough. */
  readonly trusted: readonly string[];
  /** What makes a set unfit to be put in force although it is valid: errors of the linter, a text each. */
  readonly lint: (data: RuleSetData) => readonly string[];
  readonly log: Log;
  /** Whom to tell what operators may want to act on; absent: who asked is told by the result. */
  readonly notices?: Notices;
  /** Absent: every release is for all keys at once, and no trial is judged. */
  readonly trials?: Trials;
  /** A release that removes or loosens more of the rules than this is held; GUARD_PERCENT when absent. */
  readonly guardPercent?: number;
}

/** A quarter: a provider that leaves the market takes a few rules along, a mistake takes most. */
export const GUARD_PERCENT = 25;
