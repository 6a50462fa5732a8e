import { parseRuleSet } from '../../shared/rules/parse-rule-set.ts';
import type { RuleSetData } from '../../shared/rules/schema.ts';
import type { Answer } from '../commands/answer.ts';
import { lintRules } from '../commands/lint-rules.ts';
import { counted } from '../count-text.ts';
import { readRuleSet } from '../rule-files/read-rule-set.ts';

export type CompiledRules =
  | { readonly ok: true; readonly data: RuleSetData }
  /** What is wrong with them. */
  | { readonly ok: false; readonly answer: Answer };

/** The rules of a folder, or of a compiled set, if the linter finds no error in them: deployments would refuse them. */
export function compileRules(path: string): CompiledRules {
  const answer = lintRules([path], false);
  if (answer.failed) return { ok: false, answer };
  const parsed = parseRuleSet(readRuleSet(path).content);
  return parsed.ok ? parsed : { ok: false, answer: { ...answer, failed: true } };
}

/** `79 MX rules and 120 bounce rules, version 1.0.0+…`. */
export const setText = ({ rules, bounces, version }: RuleSetData): string =>
  `${counted(rules.length, 'MX rule')} and ${counted(bounces.length, 'bounce rule')}, version ${version}`;
