import type { Clock } from '../ports/clock.ts';
import type { FeedSource } from '../ports/feed-source.ts';
import type { Log } from '../ports/log.ts';
import type { RulesStore } from '../ports/rules-store.ts';
import type { RuleSetData } from '../rules/schema.ts';

/** What changes the rules in force. */
export interface RulePorts {
  readonly store: RulesStore;
  /** In force while none was ever activated. */
  readonly shipped: RuleSetData;
  readonly clock: Pick<Clock, 'now'>;
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
  /** A release that removes or loosens more of the rules than this is held; GUARD_PERCENT when absent. */
  readonly guardPercent?: number;
}

/** A quarter: a provider that leaves the market takes a few rules along, a mistake takes most. */
export const GUARD_PERCENT = 25;
