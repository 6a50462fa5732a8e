import type { QuarantinePolicy } from '../quarantine/policy.ts';
import type { QuotaScope } from '../quota/key.ts';
import type { Period } from '../quota/period.ts';
import type { ThroughputLevel } from '../settings/settings.ts';
import type { BounceRuleData } from './bounce-schema.ts';
import type { TlsMode } from './schema.ts';
import type { Timeouts } from './timeouts.ts';

/** One MX rule with its class resolved; limits come from `RuleSet.limits`. */
export interface MxRule {
  readonly id: string;
  /** `*` and `?` masks on the MX host name, lower case. */
  readonly masks: readonly string[];
  readonly scope: QuotaScope;
  /** Rules of one group share one counter when `scope` is `rule`. */
  readonly group: string;
  readonly class: string;
  /** Pools that the rule is for; all when absent. */
  readonly pools?: readonly string[];
  /** For SMTP pools, as `tls`: SES hides connections. */
  readonly timeouts: Timeouts;
  readonly tls: TlsMode;
  /** Where the masks and numbers come from. */
  readonly source: string;
}

/** Limits of one rule at one level, per sending IP. */
export interface MxLimits {
  /** Hand-overs per `period`. */
  readonly messages: number;
  readonly period: Extract<Period, 'hour' | 'minute'>;
  readonly perDay?: number;
  /** Simultaneous connections and mails on each; SES hides both. */
  readonly connections: number;
  readonly messagesPerConnection: number;
}

/** A validated rule set, compiled for matching. */
export interface RuleSet {
  readonly version: string;
  readonly rules: readonly MxRule[];
  /**
   * The first rule in order for `pool` with a mask that fits the host; the last rule is `*`, so there always is one. Without
   * a pool, rules that are for some pools only are passed over.
   */
  match(host: string, pool?: string): MxRule;
  limits(rule: MxRule, level: ThroughputLevel): MxLimits;
  /** In order; what judges replies is made of them, see bounce/create-classifier.ts. */
  readonly bounces: readonly BounceRuleData[];
  readonly quarantine: QuarantinePolicy;
}
