import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printJson } from './print-json.ts';
import { compileRuleSetFiles } from './rule-set-files.ts';

/** Makes rules/shipped.json and rules/demo.json; with --check it only says whether they are what the YAML files give. */
const RULES = fileURLToPath(new URL('../rules/', import.meta.url));
const SETS = [
  { from: RULES, to: `${RULES}shipped.json` },
  { from: `${RULES}demo`, to: `${RULES}demo.json` },
];

const inRepository = (path: string) => relative(fileURLToPath(new URL('..', import.meta.url)), path);

function compile({ from, to }: (typeof SETS)[number], check: boolean): boolean {
  const compiled = compileRuleSetFiles(from);
  if (!compiled.ok) {
    console.error(`${inRepository(from)}:\n${compiled.problems.map((problem) => `  ${problem}`).join('\n')}`);
    return false;
  }
  const json = printJson(compiled.data);
  if (check && !(existsSync(to) && readFileSync(to, 'utf8') === json)) {
    console.error(`${inRepository(to)} is not what its sources give; run npx node scripts/compile-rules.ts`);
    return false;
  }
  if (!check) writeFileSync(to, json);
  console.log(
    `${inRepository(to)}: ${compiled.data.rules.length} MX rules, version ${compiled.data.version}`,
  );
  return true;
}

const check = process.argv.includes('--check');
const done = SETS.map((set) => compile(set, check));
process.exitCode = done.every(Boolean) ? 0 : 1;
