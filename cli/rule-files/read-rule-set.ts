import { statSync } from 'node:fs';
import { UserError } from '../user-error.ts';
import { type RuleFiles, readRuleFolder } from './read-folder.ts';
import { sourcesOf } from './sources-of.ts';
import { readYamlFile } from './yaml-file.ts';

/** A folder of rule files, or a compiled set in one file, JSON or YAML. Throws a RuleFileError, and a UserError where nothing is. */
export function readRuleSet(path: string): RuleFiles {
  const kind = statSync(path, { throwIfNoEntry: false });
  if (!kind) throw new UserError(`${path}: there is no such file or folder`);
  return kind.isDirectory() ? readRuleFolder(path) : readCompiled(path);
}

function readCompiled(path: string): RuleFiles {
  const file = readYamlFile(path, path);
  if (Array.isArray(file.content))
    throw new UserError(`${path}: is a part of a rule set; name the folder that order.yaml is in`);
  return {
    content: file.content,
    sources: sourcesOf([
      { list: 'rules', file, at: ['rules'] },
      { list: 'bounces', file, at: ['bounces'] },
    ]),
  };
}
