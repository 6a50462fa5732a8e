import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import shipped from '../../rules/shipped.json' with { type: 'json' };
import { createClassifier } from '../../shared/bounce/create-classifier.ts';
import { type Imported, type ImportSystem, importRules } from '../../shared/import/import-rules.ts';
import type { KnownHost } from '../../shared/import/known-hosts.ts';
import { knownReplies } from '../../shared/import/known-replies.ts';
import { lintImported } from '../../shared/import/lint-imported.ts';
import type { ImportedFile } from '../../shared/import/no-counterpart.ts';
import type { Finding } from '../../shared/lint/finding.ts';
import { loadRuleSet } from '../../shared/rules/load-rule-set.ts';
import { counted } from '../count-text.ts';
import { UserError } from '../user-error.ts';
import type { Answer } from './answer.ts';
import { findingsAnswer } from './findings-text.ts';

/** Files of rules are tens of kilobytes; anything much larger is another kind of file. */
const MOST_BYTES = 4 * 1024 * 1024;

export interface ImportOptions {
  readonly from: ImportSystem;
  readonly lint: boolean;
  /** Where to write the files; absent: they are printed. */
  readonly out?: string;
}

function readFile(name: string): ImportedFile {
  const kind = statSync(name, { throwIfNoEntry: false });
  if (!kind?.isFile()) throw new UserError(`${name}: there is no such file`);
  if (kind.size > MOST_BYTES)
    throw new UserError(`${name}: is larger than ${MOST_BYTES} bytes: no file of rules`);
  return { name, text: readFileSync(name, 'utf8') };
}

/** The shipped rules' hosts: imported masks get the class and the examples that fit them. */
const knownHosts = (): readonly KnownHost[] =>
  shipped.rules.flatMap(({ class: name, examples }) => examples.map((host) => ({ host, class: name })));

function importFiles(from: ImportSystem, files: readonly string[]): Imported {
  const result = importRules(from, files.map(readFile), knownHosts());
  if (result.ok) return result.imported;
  const lines = result.problems.map(({ file, line, message }) => `${file}:${line}: ${message}`);
  throw new UserError(lines.join('\n'));
}

/** Lints by what is known: the bounce rules that ship, and their examples as replies. */
function findingsIn(imported: Imported): readonly Finding[] {
  const { bounces } = loadRuleSet(shipped);
  return lintImported(imported, { replies: knownReplies(bounces), reference: createClassifier(bounces) });
}

/** A rule file of ours, by its place in a folder of rules. */
interface RuleFile {
  readonly path: string;
  readonly yaml: string;
}

function ruleFiles({ mx, bounces }: Imported, from: ImportSystem): readonly RuleFile[] {
  const parts = [
    { folder: 'mx', rules: mx },
    { folder: 'bounces', rules: bounces },
  ];
  return parts
    .filter(({ rules }) => rules.length > 0)
    .map(({ folder, rules }) => ({
      path: `${folder}/${from}.yaml`,
      yaml: stringify(rules, { lineWidth: 110, singleQuote: true }).replace(/\n(?=- id:)/g, '\n\n'),
    }));
}

/** Writes into a folder, and never over a file that is there. */
function write(files: readonly RuleFile[], out: string): readonly string[] {
  const paths = files.map(({ path }) => join(out, path));
  const taken = paths.find((path) => existsSync(path));
  if (taken !== undefined) throw new UserError(`${taken} is there already; name another folder with --out`);
  for (const { path, yaml } of files) {
    mkdirSync(dirname(join(out, path)), { recursive: true });
    writeFileSync(join(out, path), yaml);
  }
  return paths;
}

/** YAML to the last line but the findings: what is left out stands in comments. */
function importText(
  { missing, mx, bounces }: Imported,
  files: readonly RuleFile[],
  written: readonly string[],
) {
  const rules = written.length > 0 ? [] : files.map(({ path, yaml }) => `# ${path}\n${yaml}`);
  const left = missing.map(({ file, line, what, why }) => `# ${file}:${line}: ${what}: ${why}`);
  const counts = `${counted(mx.length, 'MX rule')} and ${counted(bounces.length, 'bounce rule')}`;
  const into = written.length > 0 ? `, in ${written.join(' and ')}` : '';
  return [
    rules.join('---\n'),
    `# ${counts} imported${into}. ${missing.length === 0 ? 'Everything has a counterpart.' : 'Without a counterpart:'}`,
    ...left,
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** Rules of another system in our format, what has no counterpart, and with `lint` what is wrong with them there. */
export function importRuleFiles(names: readonly string[], { from, lint, out }: ImportOptions): Answer {
  const imported = importFiles(from, names);
  const files = ruleFiles(imported, from);
  const written = out === undefined ? [] : write(files, out);
  const { mx, bounces, missing } = imported;
  const text = importText(imported, files, written);
  const json = {
    from,
    files: names,
    rules: { mx, bounces },
    noCounterpart: missing,
    ...(out ? { written } : {}),
  };
  if (!lint) return { json, text };
  const findings = findingsIn(imported);
  const answer = findingsAnswer(findings, { checked: names.join(', '), strict: false });
  return { ...answer, json: { ...json, findings }, text: `${text}\n\n${answer.text}` };
}
