/** The repository's line width (biome.json). */
const WIDTH = 110;

/** Letters that take two columns (UAX #11: Chinese, Japanese, Korean), and marks that take none. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g;
const MARKS = /\p{Mn}/gu;

const columnsOf = (text: string): number => text.replace(MARKS, '').replace(WIDE, '  ').length;

/** JSON as the repository's formatter lays it out: objects open, lists of plain values on one line where they fit. */
export const printJson = (value: unknown): string => `${print(value, '', 0)}\n`;

/** `used`: how much of the line stands before the value. */
function print(value: unknown, indent: string, used: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const short = `[${value.map((item) => JSON.stringify(item)).join(', ')}]`;
    const plain = value.every((item) => typeof item !== 'object');
    if (plain && used + columnsOf(short) + 1 <= WIDTH) return short;
    return wrap(
      '[',
      value.map((item) => print(item, inner, inner.length)),
      ']',
      indent,
    );
  }
  const fields = Object.entries(value).map(([name, item]) => {
    const start = `${JSON.stringify(name)}: `;
    return start + print(item, inner, inner.length + start.length);
  });
  return fields.length === 0 ? '{}' : wrap('{', fields, '}', indent);
}

const wrap = (open: string, items: readonly string[], close: string, indent: string): string =>
  `${open}\n${items.map((item) => `${indent}  ${item}`).join(',\n')}\n${indent}${close}`;
