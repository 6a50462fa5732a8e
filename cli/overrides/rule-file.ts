import { RuleFileError } from '../rule-files/rule-file-error.ts';
import { readYamlFile } from '../rule-files/yaml-file.ts';
import { UserError } from '../user-error.ts';

/** The rules of a YAML or JSON file, one or a list of them, not checked yet; throws a UserError where it is none. */
export function readRuleFile(path: string): readonly unknown[] {
  try {
    const { content } = readYamlFile(path, path);
    const rules: readonly unknown[] = Array.isArray(content) ? content : [content];
    if (rules.length === 0 || rules.some((rule) => typeof rule !== 'object' || rule === null))
      throw new UserError(`${path}: must hold a rule, or a list of rules`);
    return rules;
  } catch (error) {
    if (!(error instanceof RuleFileError)) throw error;
    throw new UserError(error.message, { cause: error });
  }
}
