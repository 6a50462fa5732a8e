import type { EncodedRuleSet } from '../rules/codec.ts';
import type { OverridesData } from '../rules/overrides-schema.ts';
import type { RuleSetData } from '../rules/schema.ts';
import type { EpochMillis } from '../time/units.ts';
import type { FeedFailure } from './feed-source.ts';

/** Which rule sets are in force: names of objects (`<sha256>.json.gz`). */
export interface RulesPointer {
  readonly current: string;
  /** Absent when the shipped rules were in force before. */
  readonly previous?: string;
  readonly activatedAt: EpochMillis;
  /**
   * What was in force before `previous`, and until when: mail may still be under way by these. Newest first; without a name,
   * the shipped rules.
   */
  readonly former?: readonly { readonly name?: string; readonly until: EpochMillis }[];
  /** Tried for `share` percent of the quota keys first. */
  readonly candidate?: { readonly name: string; readonly share: number; readonly since: EpochMillis };
}

/** `feed`: synchronised daily · `custom`: a copy, frozen for MX and bounce rules · `off`: not synchronised. */
export const RULES_MODES = ['feed', 'custom', 'off'] as const;
export type RulesMode = (typeof RULES_MODES)[number];

/** What is known of the feed. */
export interface FeedState {
  /** Where it is; what is said here of another address counts for nothing. */
  readonly address?: string;
  /** The feed's set in force below the overrides; absent: the shipped one. */
  readonly set?: string;
  /** The newest release seen, in force or not; none older is taken. */
  readonly sequence?: number;
  /** Of that release's set, as its manifest has it: another set under the same sequence is a replay. */
  readonly sha256?: string;
  /** Of `set`. */
  readonly version?: string;
  readonly expiresAt?: EpochMillis;
  readonly etag?: string;
  readonly checkedAt?: EpochMillis;
  /** The last check that failed, until one succeeds. */
  readonly failed?: {
    readonly at: EpochMillis;
    readonly code: FeedFailure | FeedFault;
    readonly text: string;
  };
  /** What was about to be put in force when this was written; left behind by a crash only. */
  readonly activating?: string;
  /** A release that the guard holds back until an operator accepts it. */
  readonly held?: {
    readonly set: string;
    readonly sequence: number;
    readonly version: string;
    readonly why: readonly string[];
    /** Its trial ended badly: signed anew it is held all the same. */
    readonly withdrawn?: true;
  };
}

/** What may be wrong with a feed that was had. */
export const FEED_FAULTS = ['unsigned', 'malformed', 'replayed', 'altered', 'invalid', 'lint'] as const;
export type FeedFault = (typeof FEED_FAULTS)[number];

/** How many activations are kept. */
export const RULES_KEPT = 30;

/** One activation, newest first in a list. */
export interface RulesHistoryEntry {
  readonly at: EpochMillis;
  readonly name: string;
  readonly version: string;
  /** `rule-sync`, or a person. */
  readonly by: string;
  readonly what: 'sync' | 'override' | 'custom' | 'rollback' | 'accept' | 'promote' | 'withdraw';
  /** The diff in a few lines, for people. */
  readonly summary: readonly string[];
  /** The feed's set below its overrides; absent: the shipped one. */
  readonly feedSet?: string;
}

export interface RulesState {
  readonly pointer?: RulesPointer;
  readonly mode: RulesMode;
  readonly feed: FeedState;
  readonly overrides: OverridesData;
  /** Raised by every write of mode, feed or overrides. */
  readonly version: number;
}

/** Rule sets, what is in force, and how it came about. */
export interface RulesStore {
  /** Consistent. */
  state(): Promise<RulesState>;
  /** Writes mode, feed and overrides if the version still is `seen`; answers whether it did. */
  saveState(seen: number, next: Pick<RulesState, 'mode' | 'feed' | 'overrides'>): Promise<boolean>;
  putSet(set: EncodedRuleSet): Promise<void>;
  /** The set of a name, or undefined: the shipped one is asked for by no name. Throws when it cannot be read. */
  getSet(name: string): Promise<RuleSetData>;
  /** Moves the pointer if it still is `seen`, and adds to the history; answers whether it did. */
  activate(seen: RulesPointer | undefined, next: RulesPointer, entry: RulesHistoryEntry): Promise<boolean>;
  history(): Promise<readonly RulesHistoryEntry[]>;
}
