import { lintRuleSet } from '../../shared/lint/lint-rule-set.ts';
import { changeOverrides, type OverridesResult } from '../../shared/rule-sync/change-overrides.ts';
import { type Conflict, conflictText } from '../../shared/rules/conflict.ts';
import type { OverridesData } from '../../shared/rules/overrides-schema.ts';
import type { RuleSetData } from '../../shared/rules/schema.ts';
import type { Answer } from '../commands/answer.ts';
import { UserError } from '../user-error.ts';
import type { Edit } from './edits.ts';
import { type RulesConnection, rulePorts } from './ports.ts';

/** What the linter is sure to be wrong with own rules; those of the feed are the feed's affair, and may be overtaken on purpose. */
function lintOwn(data: RuleSetData, { mxRules, bounces }: OverridesData): readonly string[] {
  const own = new Set([...mxRules, ...bounces].map(({ rule }) => rule.id));
  if (own.size === 0) return [];
  return lintRuleSet(data)
    .filter(({ severity, rule }) => severity === 'error' && rule !== undefined && own.has(rule))
    .map(({ code, rule, message, advice }) => `rule ${rule}: ${message}. ${advice} (${code})`);
}

function textOf(result: Exclude<OverridesResult, { kind: 'refused' }>): string {
  const { lines, conflicts = [], kind, version } = result;
  const told = conflicts.map((conflict) => `CONFLICT ${conflictText(conflict)}`);
  const diff = lines.length > 0 ? lines : ['The rules in force stay as they are.'];
  const last =
    kind === 'asked'
      ? 'Nothing was done; --yes does it.'
      : `Done: version ${version}, in force within a minute. No counter is reset.`;
  return [...diff, ...told, last].join('\n');
}

/** What a change comes to, and the version of the rules with it. */
export interface Changed extends Answer {
  readonly json: {
    readonly done: boolean;
    readonly version: string;
    readonly lines: readonly string[];
    readonly conflicts: readonly Conflict[];
  };
  readonly version: string;
}

/** Shows what a change of overrides would change of the rules in force; does it with `yes`. */
export async function change(
  connection: RulesConnection,
  edit: Edit,
  { by, yes }: { readonly by: string; readonly yes: boolean },
): Promise<Changed> {
  const result = await changeOverrides(rulePorts(connection), edit, { by, yes, lint: lintOwn });
  if (result.kind === 'refused') throw new UserError(result.text);
  const { lines, conflicts = [], version, kind } = result;
  return { json: { done: kind === 'done', version, lines, conflicts }, text: textOf(result), version };
}
