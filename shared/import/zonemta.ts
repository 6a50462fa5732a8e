import type { ImportedGroup } from './bounce-rule-of.ts';
import type { NoCounterpart } from './no-counterpart.ts';
import { createRuleIds } from './rule-id.ts';
import { verdictOf } from './zonemta-meanings.ts';
import { ZONEMTA_ACTIONS, type ZoneRow } from './zonemta-rows.ts';

function whyLeftOut({ action, category }: ZoneRow): string | undefined {
  if (action === 'slowdown')
    return 'nothing comes of slowdown in ZoneMTA either; MX rules say how fast mail goes';
  if (!ZONEMTA_ACTIONS.some((known) => known === action)) return `there is no action '${action}'`;
  if (category === 'other') return 'what no rule knows is judged by its codes';
  return verdictOf({ action, category })
    ? undefined
    : `there is no category '${category}' that says what failed`;
}

const isAlike = (one: ZoneRow, other: ZoneRow): boolean =>
  one.file === other.file && one.category === other.category && one.action === other.action;

/** Rows that follow each other and say the same make one rule: the order must stay. */
function runsOf(rows: readonly ZoneRow[]): readonly (readonly ZoneRow[])[] {
  const runs: ZoneRow[][] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (last?.[0] && isAlike(last[0], row)) last.push(row);
    else runs.push([row]);
  }
  return runs;
}

/** Groups for rules of ours, and the rows that have no counterpart. */
export function groupsOfRows(rows: readonly ZoneRow[]): {
  readonly groups: readonly ImportedGroup[];
  readonly missing: readonly NoCounterpart[];
} {
  const idOf = createRuleIds();
  const missing = rows.flatMap((row) => {
    const why = whyLeftOut(row);
    return why === undefined
      ? []
      : [{ file: row.file, line: row.line, what: `${row.action} ${row.category}: '${row.pattern}'`, why }];
  });
  const groups = runsOf(rows.filter((row) => whyLeftOut(row) === undefined)).flatMap((run) => {
    const [first] = run;
    const verdict = first && verdictOf(first);
    if (!first || !verdict) return [];
    const lines = run.length > 1 ? `${first.line}–${run.at(-1)?.line}` : `${first.line}`;
    return [
      {
        id: idOf(`${first.category}-${first.action}`),
        verdict,
        patterns: run.map(({ file, line, pattern, replies }) => ({ file, line, text: pattern, replies })),
        source: `ZoneMTA, ${first.action} ${first.category} at ${first.file}:${lines}`,
      },
    ];
  });
  return { groups, missing };
}
