import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import { canonicalJson } from '../shared/rules/canonical-json.ts';
import { lintRuleSet } from '../shared/rules/lint.ts';
import { type ParsedRuleSet, parseRuleSet } from '../shared/rules/parse-rule-set.ts';

/** Enough of the SHA-256 to tell any two rule sets of ours apart. */
const HASH_DIGITS = 12;

/**
 * Puts `order.yaml`, `levels.yaml` and `mx/*.yaml` of a folder together into one rule set, checked and linted. Its version
 * is the one of order.yaml and a hash of the content: the same files always give the same set.
 */
export function compileRuleSetFiles(dir: string): ParsedRuleSet {
  try {
    const { version, mx } = readOrder(dir);
    const { levels, classes } = readYaml(dir, 'levels.yaml');
    const content = { v: 1, levels, classes, rules: mx.flatMap((file) => readRules(dir, file)) };
    const hash = createHash('sha256').update(canonicalJson(content)).digest('hex').slice(0, HASH_DIGITS);
    return lint(parseRuleSet({ ...content, version: `${version}+${hash}` }));
  } catch (error) {
    if (!(error instanceof RuleFileError)) throw error;
    return { ok: false, problems: [error.message] };
  }
}

/** A file of the folder cannot be read as what it should be; the message names it. */
class RuleFileError extends Error {
  override readonly name = 'RuleFileError';
}

function lint(parsed: ParsedRuleSet): ParsedRuleSet {
  const problems = parsed.ok ? lintRuleSet(parsed.data) : [];
  return problems.length > 0 ? { ok: false, problems } : parsed;
}

/** A file that nobody lists would be rules that nobody applies. */
function readOrder(dir: string): { readonly version: string; readonly mx: readonly string[] } {
  const { version, mx } = readYaml(dir, 'order.yaml');
  if (typeof version !== 'string' || !Array.isArray(mx))
    throw new RuleFileError('order.yaml: needs version, like 1.0.0, and the list mx');
  const there = readdirSync(join(dir, 'mx')).map((file) => basename(file, '.yaml'));
  const forgotten = there.filter((file) => !mx.includes(file));
  if (forgotten.length > 0)
    throw new RuleFileError(`order.yaml: does not list ${forgotten.join(', ')} of mx/`);
  const missing = mx.filter((file) => !there.includes(file));
  if (missing.length > 0)
    throw new RuleFileError(`order.yaml: lists ${missing.join(', ')}, which mx/ does not hold`);
  return { version, mx };
}

function readRules(dir: string, file: string): readonly unknown[] {
  const rules = parseYaml(dir, `mx/${file}.yaml`);
  if (!Array.isArray(rules)) throw new RuleFileError(`mx/${file}.yaml: must be a list of rules`);
  return rules;
}

function readYaml(dir: string, file: string): Readonly<Record<string, unknown>> {
  const content = parseYaml(dir, file);
  if (typeof content !== 'object' || content === null)
    throw new RuleFileError(`${file}: must hold names and values`);
  return Object.fromEntries(Object.entries(content));
}

function parseYaml(dir: string, file: string): unknown {
  try {
    return parse(readFileSync(join(dir, file), 'utf8'));
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw new RuleFileError(`${file}: ${error.message}`);
  }
}
