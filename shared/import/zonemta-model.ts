import type { LintBounceRule, LintModel } from '../lint/model.ts';
import { verdictOf } from './zonemta-meanings.ts';
import { ZONEMTA_ACTIONS, type ZoneRow } from './zonemta-rows.ts';

function ruleOf(row: ZoneRow): LintBounceRule {
  const { file, line, asRead, isCut, isAlone, replies, action, category } = row;
  const where = { file, line };
  const verdict = verdictOf(row);
  return {
    id: `line-${line}`,
    kind: 'judge',
    patterns: [{ text: asRead, where }],
    ...(verdict ? { type: verdict.type } : {}),
    ...(verdict?.reason ? { reason: verdict.reason } : {}),
    action: `${action} ${category}`.trim(),
    examples: isAlone && !isCut ? replies.map((text) => ({ text, where })) : [],
    ...(isCut ? { isCut } : {}),
    where,
  };
}

/** Rows as the linter sees them: the first that matches decides, letters of either case, by an engine that backtracks. */
export const zoneModel = (rows: readonly ZoneRow[]): LintModel => ({
  engine: { isBacktracking: true, actions: ZONEMTA_ACTIONS },
  mx: [],
  bounces: rows.map(ruleOf),
});
