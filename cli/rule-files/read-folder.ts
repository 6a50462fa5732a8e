import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { SourceMap } from '../../shared/lint/source-map.ts';
import { canonicalJson } from '../../shared/rules/canonical-json.ts';
import { expandWords } from './expand-words.ts';
import { readWords } from './read-words.ts';
import { RuleFileError } from './rule-file-error.ts';
import { type ListedRules, sourcesOf } from './sources-of.ts';
import { readYamlFile, type YamlFile } from './yaml-file.ts';

/** A rule set as its files say it, not checked yet. */
export interface RuleFiles {
  readonly content: unknown;
  readonly sources: SourceMap;
}

/** Enough of the SHA-256 to tell any two rule sets of ours apart. */
const HASH_DIGITS = 12;

/**
 * Puts `order.yaml`, `levels.yaml`, `quarantine.yaml`, `mx/*.yaml` and `bounces/*.yaml` of a folder together into one rule
 * set, with the words of `words.yaml` in the patterns that name them. Its version is the one of order.yaml and a hash of the content: the same files always give the same set. `bouncesOf`
 * is another folder whose bounce rules, in its order, are taken in place of the folder's own. Throws a RuleFileError.
 */
export function readRuleFolder(dir: string, bouncesOf: string = dir): RuleFiles {
  const { levels, classes } = readNames(dir, 'levels.yaml');
  const mx = readParts(dir, 'mx');
  const words = readWords(bouncesOf);
  const bounces = hasBounces(bouncesOf) ? readParts(bouncesOf, 'bounces') : [];
  const content = {
    v: 1,
    levels,
    classes,
    rules: mx.flatMap(rulesIn),
    bounces: expandWords(words, bounces),
    quarantine: readNames(dir, 'quarantine.yaml'),
  };
  const hash = createHash('sha256').update(canonicalJson(content)).digest('hex').slice(0, HASH_DIGITS);
  const listed = (list: ListedRules['list']) => (file: YamlFile) => ({ list, file, at: [] });
  return {
    content: { ...content, version: `${readVersion(dir)}+${hash}` },
    sources: sourcesOf([...mx.map(listed('rules')), ...bounces.map(listed('bounces'))]),
  };
}

/** A folder may leave bounce rules to another, but not name some that are not there. */
const hasBounces = (dir: string): boolean =>
  existsSync(join(dir, 'bounces')) || readNames(dir, 'order.yaml')['bounces'] !== undefined;

const rulesIn = ({ content }: YamlFile): readonly unknown[] => (Array.isArray(content) ? content : []);

const read = (dir: string, file: string): YamlFile => readYamlFile(join(dir, file), file);

function readVersion(dir: string): string {
  const { version } = readNames(dir, 'order.yaml');
  if (typeof version !== 'string')
    throw new RuleFileError('order.yaml: needs version, like 1.0.0', join(dir, 'order.yaml'));
  return version;
}

/** The files under `mx/` or `bounces/`, in the order that order.yaml lists them. */
function readParts(dir: string, part: 'mx' | 'bounces'): readonly YamlFile[] {
  return readOrder(dir, part).map((name) => {
    const file = read(dir, `${part}/${name}.yaml`);
    if (!Array.isArray(file.content))
      throw new RuleFileError(`${part}/${name}.yaml: must be a list of rules`, file.path);
    return file;
  });
}

/** A file that nobody lists would be rules that nobody applies. */
function readOrder(dir: string, part: 'mx' | 'bounces'): readonly string[] {
  const listed = readNames(dir, 'order.yaml')[part];
  const order = join(dir, 'order.yaml');
  if (!Array.isArray(listed)) throw new RuleFileError(`order.yaml: needs the list ${part}`, order);
  const folder = join(dir, part);
  const there = existsSync(folder) ? readdirSync(folder).map((file) => basename(file, '.yaml')) : [];
  const forgotten = there.filter((file) => !listed.includes(file));
  if (forgotten.length > 0)
    throw new RuleFileError(`order.yaml: does not list ${forgotten.join(', ')} of ${part}/`, order);
  const missing = listed.filter((file) => !there.includes(file));
  if (missing.length > 0)
    throw new RuleFileError(`order.yaml: lists ${missing.join(', ')}, which ${part}/ does not hold`, order);
  return listed;
}

function readNames(dir: string, file: string): Readonly<Record<string, unknown>> {
  const { path, content } = read(dir, file);
  if (typeof content !== 'object' || content === null)
    throw new RuleFileError(`${file}: must hold names and values`, path);
  return Object.fromEntries(Object.entries(content));
}
