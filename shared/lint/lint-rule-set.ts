import type { RuleSetData } from '../rules/schema.ts';
import type { Finding } from './finding.ts';
import { lint } from './lint.ts';
import { lintModelOf } from './model-of.ts';
import { NO_SOURCES, type SourceMap } from './source-map.ts';

/** The findings in a rule set of ours that parsing has let through. */
export const lintRuleSet = (data: RuleSetData, where: SourceMap = NO_SOURCES): readonly Finding[] =>
  lint(lintModelOf(data, where));
