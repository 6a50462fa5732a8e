import { readFileSync } from 'node:fs';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { RuleFileError } from './rule-file-error.ts';

/** A YAML file (or JSON, which is YAML), and where in it things stand. */
export interface YamlFile {
  readonly path: string;
  /** What messages call it. */
  readonly name: string;
  readonly content: unknown;
  /** The line of the value at a path of keys and places; undefined when nothing is there. */
  lineOf(...at: readonly (string | number)[]): number | undefined;
}

/** `name` is what messages call the file. Throws a RuleFileError when it is missing or no YAML. */
export function readYamlFile(path: string, name: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(readText(path, name), { lineCounter: lines });
  const [fault] = document.errors;
  if (fault) throw new RuleFileError(`${name}: ${fault.message}`, path, fault.linePos?.[0].line);
  return {
    path,
    name,
    content: document.toJS(),
    lineOf: (...at) => {
      const node = document.getIn(at, true);
      const start = isNode(node) ? node.range?.[0] : undefined;
      return start === undefined ? undefined : lines.linePos(start).line;
    },
  };
}

function readText(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new RuleFileError(`${name}: ${why}`, path);
  }
}
