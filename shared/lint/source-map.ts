import type { LintWhere } from './model.ts';

/** The two lists of rules in a set. */
export type RuleList = 'rules' | 'bounces';

/** Knows where the rules of a set were written. */
export interface SourceMap {
  /** Of a rule, or of one of its fields, or of one entry of that field; the nearest that is known. */
  whereOf(list: RuleList, id: string, field?: string, entry?: number): LintWhere | undefined;
}

export const NO_SOURCES: SourceMap = { whereOf: () => undefined };
