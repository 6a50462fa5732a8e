/** Where something stands, for people and editors; the line counts from 1. */
export interface LintWhere {
  readonly file: string;
  readonly line?: number;
}

/** A mask, pattern or example as it was written. */
export interface LintText {
  readonly text: string;
  readonly where?: LintWhere;
}

/** What a rule allows at one level (`name`), per sending IP; a value that the format leaves open is absent. */
export interface LintLimits {
  readonly name?: string;
  readonly connections?: number;
  readonly messagesPerConnection?: number;
  /** Messages of each period of so many seconds. */
  readonly messages?: number;
  readonly periodSeconds?: number;
  readonly perDay?: number;
}

/** One rule on the hosts that mail goes to, of whatever system; a block `["google"]` or a provider elsewhere. */
export interface LintMxRule {
  readonly id: string;
  /** `*`/`?` masks on the MX host, as written: a suffix `.google.com.` of another system is the mask `*.google.com.`. */
  readonly masks: readonly LintText[];
  /** Domains of recipients that choose the rule instead, in systems that have such; no masks on MX hosts. */
  readonly domains?: readonly LintText[];
  /** The file's last resort, which need not match anything by itself (a block `default`). */
  readonly isDefault?: boolean;
  /** Pools that the rule is for; all when absent. */
  readonly pools?: readonly string[];
  /** What counts the rule's hosts together: rules of one name share it. Absent: hosts are counted one by one. */
  readonly counter?: string;
  /** The file says itself what is counted together, so a split operator is its will. */
  readonly isCounterChosen?: boolean;
  readonly limits: readonly LintLimits[];
  /** Real MX hosts that this very rule is for. */
  readonly examples: readonly LintText[];
  readonly source?: string;
  readonly where?: LintWhere;
}

/** So many hits within so long set an automation off; absent: the first hit does. */
export interface LintThreshold {
  readonly count: number;
  readonly windowSeconds: number;
}

/** One rule on replies: it judges them (`judge`), or slows or stops sending after some (`automation`). */
export interface LintBounceRule {
  readonly id: string;
  readonly kind: 'judge' | 'automation';
  /** Regular expressions as the engine gets them, after the file's own quoting; any one of them is enough. */
  readonly patterns: readonly LintText[];
  /** Flags of this rule alone, where the format has such; else the engine's. */
  readonly isCaseSensitive?: boolean;
  /** Masks on the MX host that the reply must come from; all when absent. */
  readonly mx?: readonly string[];
  /** Only rules of one provider are compared with each other, and with those of none, which stand for all. */
  readonly provider?: string;
  readonly type?: 'hard' | 'soft' | 'ignored';
  /** Our reason, where the importer knows one. */
  readonly reason?: string;
  /** What is done, as one canonical text: `suspend`, `set max_message_rate=1/min`, `reject blacklist`. */
  readonly action?: string;
  readonly threshold?: LintThreshold;
  /** How long the action holds. */
  readonly durationSeconds?: number;
  /** Replies that this very rule must decide. */
  readonly examples: readonly LintText[];
  /** Replies like them that it must not decide. */
  readonly counterExamples?: readonly LintText[];
  /** The row has more fields than the format: a comma within the pattern has cut it. */
  readonly isCut?: boolean;
  readonly source?: string;
  readonly where?: LintWhere;
}

/** How the system that the rules are for reads them; what is absent is false, or does not matter. */
export interface LintEngine {
  /** Replies and patterns are folded before they are compared (ours; see bounce/fold.ts). */
  readonly isFolded?: boolean;
  /** Letters must agree in case unless a rule or `(?i)` says otherwise. */
  readonly isCaseSensitive?: boolean;
  /** Every automation that matches fires; else the first rule that matches decides. Rules of kind judge are always first-match. */
  readonly allMatchesFire?: boolean;
  /** The engine backtracks: it takes look-around, and time may explode. */
  readonly isBacktracking?: boolean;
  /** Whatever window a threshold names, hits are kept for as long as the action holds. */
  readonly windowIsDuration?: boolean;
  /** First words of actions that exist (`suspend`, `set`, `reject`); absent: not checked. */
  readonly actions?: readonly string[];
  /** The format has source notes, or examples: then a rule without one is a finding. */
  readonly hasSources?: boolean;
  readonly hasExamples?: boolean;
}

/**
 * Rules as the linter sees them: ours and those of other systems alike. In the order of matching; rules that are merged
 * from several files stand as the system has merged them, each with its own file.
 */
export interface LintModel {
  readonly engine: LintEngine;
  readonly mx: readonly LintMxRule[];
  readonly bounces: readonly LintBounceRule[];
  /** Reasons that the quarantine policy names; absent: there is no policy. */
  readonly policyReasons?: readonly string[];
}
