import type { Finding } from '../../../../shared/lint/finding.ts';
import { lint } from '../../../../shared/lint/lint.ts';
import type {
  LintBounceRule,
  LintEngine,
  LintModel,
  LintMxRule,
  LintText,
} from '../../../../shared/lint/model.ts';

export const texts = (...all: readonly string[]): readonly LintText[] => all.map((text) => ({ text }));

export const mxRule = (id: string, masks: readonly string[], more: Partial<LintMxRule> = {}): LintMxRule => ({
  id,
  masks: texts(...masks),
  limits: [],
  examples: [],
  ...more,
});

export const judge = (
  id: string,
  patterns: readonly string[],
  more: Partial<LintBounceRule> = {},
): LintBounceRule => ({ id, kind: 'judge', patterns: texts(...patterns), examples: [], ...more });

const HOUR = 3_600;

/** Five hits an hour suspend for an hour, unless it says otherwise. */
export const automation = (
  id: string,
  pattern: string,
  more: Partial<LintBounceRule> = {},
): LintBounceRule => ({
  id,
  kind: 'automation',
  patterns: texts(pattern),
  action: 'suspend',
  threshold: { count: 5, windowSeconds: HOUR },
  durationSeconds: HOUR,
  examples: [],
  ...more,
});

export const model = (more: Partial<LintModel> & { readonly engine?: LintEngine }): LintModel => ({
  engine: {},
  mx: [],
  bounces: [],
  ...more,
});

/** `code rule`, for each finding. */
export const codesOf = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ code, rule }) => (rule === undefined ? code : `${code} ${rule}`));

/** The same, of a model. */
export const codesIn = (more: Parameters<typeof model>[0]): readonly string[] => codesOf(lint(model(more)));
