import type { LintCode } from './codes.ts';

/** `error`: some rule does not do what it says. `warning`: it may be meant so, and most often is not. */
export type Severity = 'error' | 'warning';

/** One thing that is wrong with rules; docs/lint.md has a section for each code. */
export interface Finding {
  readonly code: LintCode;
  readonly severity: Severity;
  /** What is wrong, a sentence. */
  readonly message: string;
  /** The way out, a sentence. */
  readonly advice: string;
  /** The id of the rule. */
  readonly rule?: string;
  readonly file?: string;
  readonly line?: number;
}
