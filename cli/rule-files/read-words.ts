import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RuleFileError } from './rule-file-error.ts';
import { faultIn, type WordGroups } from './words.ts';
import { readYamlFile, type YamlFile } from './yaml-file.ts';

/** `words.yaml` of a folder of rules, checked; a folder without one has no groups. */
export interface WordsFile {
  readonly groups: WordGroups;
  /** A fault at one group, said with its place in the file. */
  readonly errorAt: (group: string, fault: string) => RuleFileError;
}

const NAME = 'words.yaml';
/** So a name stands out in a pattern and needs no escape. */
const GROUP = /^[a-z][a-z0-9-]*$/;

const isWords = (value: unknown): value is readonly string[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((word) => typeof word === 'string' && word.length > 0);

/** Throws a RuleFileError for a group that is no list of words, names an unknown group, or comes back to itself. */
export function readWords(dir: string): WordsFile {
  const path = join(dir, NAME);
  const file = existsSync(path) ? readYamlFile(path, NAME) : undefined;
  const errorAt: WordsFile['errorAt'] = (group, fault) =>
    new RuleFileError(`${NAME}: group '${group}' ${fault}`, path, file?.lineOf(group));
  const groups = groupsOf(file, errorAt);
  for (const [group, words] of groups)
    for (const word of words) {
      const fault = faultIn(groups, word, [group]);
      if (fault !== undefined) throw errorAt(group, fault);
    }
  return { groups, errorAt };
}

function groupsOf(file: YamlFile | undefined, errorAt: WordsFile['errorAt']): WordGroups {
  const groups = new Map<string, readonly string[]>();
  if (!file) return groups;
  const { content, path } = file;
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw new RuleFileError(`${NAME}: must hold names of groups and their words`, path);
  for (const [group, words] of Object.entries(content)) {
    if (!GROUP.test(group)) throw errorAt(group, 'must be named by a–z, 0–9 and -');
    if (!isWords(words)) throw errorAt(group, 'must be a list of words, or of parts of patterns');
    groups.set(group, words);
  }
  return groups;
}
