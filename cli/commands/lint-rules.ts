import shipped from '../../rules/shipped.json' with { type: 'json' };
import { LINT_CODES } from '../../shared/lint/codes.ts';
import type { Finding } from '../../shared/lint/finding.ts';
import { found } from '../../shared/lint/found.ts';
import { lintProblems } from '../../shared/lint/lint-problems.ts';
import { lintRuleSet } from '../../shared/lint/lint-rule-set.ts';
import { NO_SOURCES } from '../../shared/lint/source-map.ts';
import { parseRuleSet } from '../../shared/rules/parse-rule-set.ts';
import type { RuleFiles } from '../rule-files/read-folder.ts';
import { readRuleSet } from '../rule-files/read-rule-set.ts';
import { RuleFileError } from '../rule-files/rule-file-error.ts';
import { table } from '../table.ts';
import type { Answer } from './answer.ts';
import { count, findingsAnswer } from './findings-text.ts';

/** What was checked, for the last line: rules count only where the set could be read. */
interface Linted {
  readonly findings: readonly Finding[];
  readonly checked: string;
}

function lintFiles({ content, sources }: RuleFiles, name: string): Linted {
  const parsed = parseRuleSet(content);
  if (!parsed.ok) return { findings: lintProblems(parsed.problems, sources, { file: name }), checked: name };
  const { rules, bounces } = parsed.data;
  return {
    findings: lintRuleSet(parsed.data, sources),
    checked: `${name} (${count(rules.length, 'MX rule')}, ${count(bounces.length, 'bounce rule')})`,
  };
}

function lintPath(path: string): Linted {
  try {
    return lintFiles(readRuleSet(path), path);
  } catch (error) {
    if (!(error instanceof RuleFileError)) throw error;
    const { message, file, line } = error;
    const where = { file, ...(line === undefined ? {} : { line }) };
    const advice = 'Mend the file; nothing else is checked until then.';
    return { findings: [found('not-valid', { message, advice, where })], checked: path };
  }
}

/** Lints folders and compiled sets; the shipped rules when none is named. */
export function lintRules(paths: readonly string[], strict: boolean): Answer {
  const linted =
    paths.length > 0
      ? paths.map(lintPath)
      : [lintFiles({ content: shipped, sources: NO_SOURCES }, 'the shipped rules')];
  return findingsAnswer(
    linted.flatMap(({ findings }) => findings),
    { checked: linted.map(({ checked }) => checked).join(', '), strict },
  );
}

/** Every code with what it stands for. */
export function listLintCodes(): Answer {
  const codes = Object.entries(LINT_CODES).map(([code, { severity, title }]) => ({ code, severity, title }));
  const text = table(
    ['CODE', 'SEVERITY', 'MEANING'],
    codes.map(({ code, severity, title }) => [code, severity, title]),
  );
  return { json: codes, text: `${text}\n\ndocs/lint.md tells of each what to do.` };
}
