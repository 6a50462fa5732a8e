import type { LintWhere } from '../../shared/lint/model.ts';
import type { RuleList, SourceMap } from '../../shared/lint/source-map.ts';
import type { YamlFile } from './yaml-file.ts';

/** A list of rules within a file. */
export interface ListedRules {
  readonly list: RuleList;
  readonly file: YamlFile;
  /** The path of the list in the file; none where the file is the list. */
  readonly at: readonly string[];
}

/** One rule's own place. */
interface Place extends ListedRules {
  readonly number: number;
}

const rulesOf = ({ file, at }: ListedRules): readonly unknown[] => {
  const rules = at.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    file.content,
  );
  return Array.isArray(rules) ? rules : [];
};

const idOf = (rule: unknown): unknown =>
  typeof rule === 'object' && rule !== null ? Reflect.get(rule, 'id') : undefined;

function nearest({ file, at, number }: Place, field?: string, entry?: number): LintWhere {
  const rule = [...at, number];
  const line =
    (field !== undefined && entry !== undefined ? file.lineOf(...rule, field, entry) : undefined) ??
    (field === undefined ? undefined : file.lineOf(...rule, field)) ??
    file.lineOf(...rule);
  return { file: file.path, ...(line === undefined ? {} : { line }) };
}

/** Where the rules of these lists stand; of an id that is given twice, the first. */
export function sourcesOf(lists: readonly ListedRules[]): SourceMap {
  const places = new Map<string, Place>();
  for (const listed of lists)
    for (const [number, rule] of rulesOf(listed).entries()) {
      const key = `${listed.list} ${String(idOf(rule))}`;
      if (!places.has(key)) places.set(key, { ...listed, number });
    }
  return {
    whereOf: (list, id, field, entry) => {
      const place = places.get(`${list} ${id}`);
      return place && nearest(place, field, entry);
    },
  };
}
