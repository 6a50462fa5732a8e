import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printJson } from './print-json.ts';
import { compileRuleSetFiles } from './rule-set-files.ts';

/**
 * Makes rules/shipped.json, the same without bounce rules for functions that judge no replies, and rules/demo.json; with
 * --check it only says whether they are what the YAML files give. Shipped and demo judge by the same bounce rules.
 */
const RULES = fileURLToPath(new URL('../rules/', import.meta.url));
const SETS = [
  { from: RULES, to: `${RULES}shipped.json` },
  { from: RULES, to: `${RULES}shipped-mx.json`, without: 'bounces' },
  { from: `${RULES}demo`, to: `${RULES}demo.json` },
] as const;

const inRepository = (path: string) => relative(fileURLToPath(new URL('..', import.meta.url)), path);

function compile(set: (typeof SETS)[number], check: boolean): boolean {
  const { from, to } = set;
  const compiled = compileRuleSetFiles(from, RULES);
  if (!compiled.ok) {
    console.error(`${inRepository(from)}:\n${compiled.problems.map((problem) => `  ${problem}`).join('\n')}`);
    return false;
  }
  const data = 'without' in set ? { ...compiled.data, [set.without]: [] } : compiled.data;
  const json = printJson(data);
  if (check && !(existsSync(to) && readFileSync(to, 'utf8') === json)) {
    console.error(`${inRepository(to)} is not what its sources give; run npx node scripts/compile-rules.ts`);
    return false;
  }
  if (!check) writeFileSync(to, json);
  const { rules, bounces, version } = data;
  console.log(
    `${inRepository(to)}: ${rules.length} MX rules, ${bounces.length} bounce rules, version ${version}`,
  );
  return true;
}

const check = process.argv.includes('--check');
const done = SETS.map((set) => compile(set, check));
process.exitCode = done.every(Boolean) ? 0 : 1;
