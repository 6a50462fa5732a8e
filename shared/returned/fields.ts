/** Header fields by their names in lower case; a name may come several times. */
export type Fields = ReadonlyMap<string, readonly string[]>;

const FIELD = /^([!-9;-~]{1,126})[ \t]*:[ \t]*/;

/** The first field of this name, trimmed. */
export const fieldOf = (fields: Fields, name: string): string | undefined => {
  const value = fields.get(name)?.[0]?.trim();
  return value === '' ? undefined : value;
};

/** All fields of these names, in the order of the names. */
export const fieldsOf = (fields: Fields, ...names: readonly string[]): readonly string[] =>
  names.flatMap((name) => fields.get(name) ?? []);

export function fieldsFrom(pairs: Iterable<readonly [name: string, value: string]>): Fields {
  const fields = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const values = fields.get(name.toLowerCase());
    if (values) values.push(value);
    else fields.set(name.toLowerCase(), [value]);
  }
  return fields;
}

/** The fields of lines, folded ones unfolded (RFC 5322 §2.2.3); a line that is no field is passed over. */
function readLines(lines: readonly string[]): Fields {
  const pairs: [string, string][] = [];
  for (const line of lines) {
    const last = pairs.at(-1);
    if (/^[ \t]/.test(line)) {
      if (last) last[1] += ` ${line.trim()}`;
      continue;
    }
    const [start = '', name] = FIELD.exec(line) ?? [];
    if (name !== undefined) pairs.push([name, line.slice(start.length)]);
  }
  return fieldsFrom(pairs);
}

/** Groups of fields with empty lines between them, as a delivery status has them (RFC 3464 §2.1); at most `most`. */
export function readGroups(text: string, most: number): readonly Fields[] {
  const groups: Fields[] = [];
  let lines: string[] = [];
  const close = () => {
    const group = readLines(lines);
    if (group.size > 0) groups.push(group);
    lines = [];
  };
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (groups.length >= most) return groups;
    if (line.trim() === '') close();
    else lines.push(line);
  }
  close();
  return groups.slice(0, most);
}

/** The header block at the start of a message; empty lines before it are passed over. */
export function readHeader(text: string): Fields {
  return readGroups(text, 1)[0] ?? new Map();
}
