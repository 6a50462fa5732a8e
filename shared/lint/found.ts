import { LINT_CODES, type LintCode } from './codes.ts';
import type { Finding } from './finding.ts';
import type { LintWhere } from './model.ts';

/** What is said of a rule: the sentence, the way out, and where. */
export interface Remark {
  readonly message: string;
  readonly advice: string;
  readonly rule?: string;
  readonly where?: LintWhere | undefined;
}

/** A finding of a code; its severity is the code's. */
export const found = (code: LintCode, { message, advice, rule, where }: Remark): Finding => ({
  code,
  severity: LINT_CODES[code].severity,
  message,
  advice,
  ...(rule === undefined ? {} : { rule }),
  ...(where === undefined ? {} : { file: where.file }),
  ...(where?.line === undefined ? {} : { line: where.line }),
});
