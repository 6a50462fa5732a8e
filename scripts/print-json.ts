import { widthOf } from '../local/demo/text.ts';

/** The repository's line width (biome.json). */
const WIDTH = 110;

/** Marks take no column. */
const columnsOf = (text: string): number => widthOf(text.replace(/\p{Mn}/gu, ''));

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
