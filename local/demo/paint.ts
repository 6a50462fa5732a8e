import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** What is coloured where: the first rule that fits a line paints what it matched, and no rule changes a width. */
const LINES: readonly (readonly [RegExp, Style])[] = [
  [/^ACT \d.*$/, ['bold', 'cyan']],
  [/^(?:\$ mxp .*?)(?= {2,}|$)/, ['bold', 'yellow']],
  [/^[A-Z][A-Z ,./()]+(?: {2,}[A-Z][A-Z ,./()]*)+$/, 'dim'],
  [/^ {1,4}\d+ s(?= {3})/, 'bold'],
  [/^(?: *\d+ × )?5\d\d(?= )/, 'red'],
  [/^(?: *\d+ × )?4\d\d(?= )/, 'yellow'],
  [/^ {4}→.*$/, 'cyan'],
  [/^ {2}✓/, 'green'],
  [/^ {2}✗.*$/, 'red'],
  [/^No limit was exceeded.*$/, ['bold', 'green']],
  [/^THE RUN IS NOT RIGHT.*$/, ['bold', 'red']],
  [/█+/, 'green'],
];

/** A line in colours for a terminal. */
export function paint(line: string): string {
  for (const [pattern, style] of LINES) {
    const match = pattern.exec(line);
    if (!match) continue;
    const painted = styleText(style, match[0], { validateStream: false });
    return line.slice(0, match.index) + painted + line.slice(match.index + match[0].length);
  }
  return line;
}

/** Colours are for terminals whose owner has not asked for none (no-color.org). */
export const painterOf = (out: { readonly isTTY?: boolean }): ((line: string) => string) =>
  out.isTTY && !process.env['NO_COLOR'] ? paint : (line) => line;
