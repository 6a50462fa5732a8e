import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import shipped from '../../../rules/shipped.json' with { type: 'json' };
import { createClassifier } from '../../../shared/bounce/create-classifier.ts';
import { type Imported, type ImportSystem, importRules } from '../../../shared/import/import-rules.ts';
import { knownReplies } from '../../../shared/import/known-replies.ts';
import { lintImported } from '../../../shared/import/lint-imported.ts';
import type { Finding } from '../../../shared/lint/finding.ts';
import { loadRuleSet } from '../../../shared/rules/load-rule-set.ts';

export const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

const { bounces } = loadRuleSet(shipped);
export const evidence = { replies: knownReplies(bounces), reference: createClassifier(bounces) };
const known = shipped.rules.flatMap(({ class: name, examples }) =>
  examples.map((host) => ({ host, class: name })),
);

/** What texts of another system give; files are called one, two, … */
export function imported(from: ImportSystem, ...texts: readonly string[]): Imported {
  const names = ['one', 'two', 'three'];
  const result = importRules(
    from,
    texts.map((text, at) => ({ name: names[at] ?? 'more', text })),
    known,
  );
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.imported;
}

export const findings = (from: ImportSystem, ...texts: readonly string[]): readonly Finding[] =>
  lintImported(imported(from, ...texts), evidence);

export const fixtureText = (name: string): string => readFileSync(fixture(name), 'utf8');

export const lineOf = (name: string, part: string, nth = 1): number => {
  const lines = fixtureText(name)
    .split('\n')
    .flatMap((line, at) => (line.includes(part) ? [at + 1] : []));
  const line = lines[nth - 1];
  if (line === undefined) throw new Error(`${name} does not hold ${part}`);
  return line;
};

/** Everything left out, as `line: what`. */
export const leftOut = ({ missing }: Imported): readonly string[] =>
  missing.map(({ line, what }) => `${line}: ${what}`);
