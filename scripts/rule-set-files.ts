import { readRuleFolder } from '../cli/rule-files/read-folder.ts';
import { RuleFileError } from '../cli/rule-files/rule-file-error.ts';
import type { Finding } from '../shared/lint/finding.ts';
import { lintRuleSet } from '../shared/lint/lint-rule-set.ts';
import type { SourceMap } from '../shared/lint/source-map.ts';
import { type ParsedRuleSet, parseRuleSet } from '../shared/rules/parse-rule-set.ts';

/** The rule set that the files of a folder make, checked and linted; see cli/rule-files/read-folder.ts. */
export function compileRuleSetFiles(dir: string, bouncesOf: string = dir): ParsedRuleSet {
  try {
    const { content, sources } = readRuleFolder(dir, bouncesOf);
    return withoutErrors(parseRuleSet(content), sources);
  } catch (error) {
    if (!(error instanceof RuleFileError)) throw error;
    return { ok: false, problems: [error.message] };
  }
}

const placeOf = ({ file, line }: Finding): string =>
  file === undefined ? '' : ` (${file}${line === undefined ? '' : `:${line}`})`;

/** Warnings are for `mxp rules lint`: they may be meant so. */
function withoutErrors(parsed: ParsedRuleSet, sources: SourceMap): ParsedRuleSet {
  if (!parsed.ok) return parsed;
  const errors = lintRuleSet(parsed.data, sources).filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return parsed;
  return { ok: false, problems: errors.map((error) => `${error.message}${placeOf(error)}`) };
}
