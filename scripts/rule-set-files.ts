import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import { checkBounceRules } from '../shared/bounce/check-bounce-rules.ts';
import { canonicalJson } from '../shared/rules/canonical-json.ts';
import { lintRuleSet } from '../shared/rules/lint.ts';
import { type ParsedRuleSet, parseRuleSet } from '../shared/rules/parse-rule-set.ts';

/** Enough of the SHA-256 to tell any two rule sets of ours apart. */
const HASH_DIGITS = 12;

/**
 * Puts `order.yaml`, `levels.yaml`, `quarantine.yaml`, `mx/*.yaml` and `bounces/*.yaml` of a folder together into one rule
 * set, checked and linted. Its version is the one of order.yaml and a hash of the content: the same files always give the
 * same set. `bouncesOf` is another folder whose bounce rules, in its order, are taken in place of the folder's own.
 */
export function compileRuleSetFiles(dir: string, bouncesOf: string = dir): ParsedRuleSet {
  try {
    const { levels, classes } = readYaml(dir, 'levels.yaml');
    const content = {
      v: 1,
      levels,
      classes,
      rules: readParts(dir, 'mx'),
      bounces: readParts(bouncesOf, 'bounces'),
      quarantine: readYaml(dir, 'quarantine.yaml'),
    };
    const hash = createHash('sha256').update(canonicalJson(content)).digest('hex').slice(0, HASH_DIGITS);
    return lint(parseRuleSet({ ...content, version: `${readVersion(dir)}+${hash}` }));
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
  const problems = parsed.ok ? [...lintRuleSet(parsed.data), ...checkBounceRules(parsed.data.bounces)] : [];
  return problems.length > 0 ? { ok: false, problems } : parsed;
}

function readVersion(dir: string): string {
  const { version } = readYaml(dir, 'order.yaml');
  if (typeof version !== 'string') throw new RuleFileError('order.yaml: needs version, like 1.0.0');
  return version;
}

/** The rules of all files under `mx/` or `bounces/`, in the order that order.yaml lists them. */
function readParts(dir: string, part: 'mx' | 'bounces'): readonly unknown[] {
  return readOrder(dir, part).flatMap((file) => {
    const rules = parseYaml(dir, `${part}/${file}.yaml`);
    if (!Array.isArray(rules)) throw new RuleFileError(`${part}/${file}.yaml: must be a list of rules`);
    return rules;
  });
}

/** A file that nobody lists would be rules that nobody applies. */
function readOrder(dir: string, part: 'mx' | 'bounces'): readonly string[] {
  const listed = readYaml(dir, 'order.yaml')[part];
  if (!Array.isArray(listed)) throw new RuleFileError(`order.yaml: needs the list ${part}`);
  const there = readdirSync(join(dir, part)).map((file) => basename(file, '.yaml'));
  const forgotten = there.filter((file) => !listed.includes(file));
  if (forgotten.length > 0)
    throw new RuleFileError(`order.yaml: does not list ${forgotten.join(', ')} of ${part}/`);
  const missing = listed.filter((file) => !there.includes(file));
  if (missing.length > 0)
    throw new RuleFileError(`order.yaml: lists ${missing.join(', ')}, which ${part}/ does not hold`);
  return listed;
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
