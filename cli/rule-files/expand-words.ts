import type { WordsFile } from './read-words.ts';
import { RuleFileError } from './rule-file-error.ts';
import { expandNames, faultIn, unusedIn, type WordGroups } from './words.ts';
import type { YamlFile } from './yaml-file.ts';

/** One pattern of a rule, as its file has it. */
interface Written {
  readonly file: YamlFile;
  /** The rule's and the pattern's place in the file. */
  readonly rule: number;
  readonly entry: number;
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const rulesIn = ({ content }: YamlFile): readonly unknown[] => (Array.isArray(content) ? content : []);

/** Texts only: what else stands there is for the schema to refuse. */
const patternsOf = (rule: unknown): readonly unknown[] => {
  const patterns = isFields(rule) ? rule['patterns'] : undefined;
  return Array.isArray(patterns) ? patterns : [];
};

function plain(groups: WordGroups, pattern: unknown, rule: unknown, { file, ...at }: Written): unknown {
  if (typeof pattern !== 'string') return pattern;
  const fault = faultIn(groups, pattern);
  if (fault === undefined) return expandNames(groups, pattern);
  const id = isFields(rule) ? String(rule['id']) : `number ${at.rule + 1}`;
  const line = file.lineOf(at.rule, 'patterns', at.entry);
  throw new RuleFileError(`${file.name}: rule '${id}': pattern '${pattern}' ${fault}`, file.path, line);
}

/**
 * The rules of the files, with plain patterns: names of `words.yaml` are replaced by their words. Throws a RuleFileError for
 * an unknown name, and for a group that nobody names, for it would be taken to do something.
 */
export function expandWords({ groups, errorAt }: WordsFile, files: readonly YamlFile[]): readonly unknown[] {
  const all = files.flatMap(rulesIn).flatMap(patternsOf);
  const [unused] = unusedIn(
    groups,
    all.filter((pattern) => typeof pattern === 'string'),
  );
  if (unused !== undefined) throw errorAt(unused, 'is named by no pattern; take it out');
  return files.flatMap((file) =>
    rulesIn(file).map((content, rule) =>
      isFields(content) && Array.isArray(content['patterns'])
        ? {
            ...content,
            patterns: patternsOf(content).map((pattern, entry) =>
              plain(groups, pattern, content, { file, rule, entry }),
            ),
          }
        : content,
    ),
  );
}
