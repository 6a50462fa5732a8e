import { cutTo } from '../../local/demo/text.ts';

/** Colours of the SGR codes that node:util's styleText writes (ECMA-48 §8.3.117). */
const STYLES: Readonly<Record<string, string>> = {
  '1': 'font-weight:bold',
  '2': 'opacity:.6',
  '31': 'color:#ff7b72',
  '32': 'color:#7ee787',
  '33': 'color:#f2cc60',
  '36': 'color:#79c0ff',
};

/** These end bold and dim, or a colour. */
const ENDS: readonly string[] = ['22', '39', '0'];

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const ESC = String.fromCharCode(27);
const COLOUR_OR_TEXT = new RegExp(`${ESC}\\[([\\d;]*)m|[^${ESC}]+`, 'g');

/** One line with its colours as spans. */
function lineHtml(line: string): string {
  let open = 0;
  const html = line.replace(COLOUR_OR_TEXT, (token, codes: string | undefined) => {
    if (codes === undefined) return escaped(token);
    if (ENDS.includes(codes)) {
      if (open === 0) return '';
      open -= 1;
      return '</span>';
    }
    open += 1;
    return `<span style="${STYLES[codes] ?? ''}">`;
  });
  return html + '</span>'.repeat(open);
}

export const LINE_HEIGHT = 18;
export const PADDING = 20;
export const WIDTH = 884;

const CSS = `
  body { margin: 0; background: #0d1117; color: #d6dde6; width: ${WIDTH}px }
  pre { margin: 0; padding: ${PADDING}px; font: 14px/${LINE_HEIGHT}px 'DejaVu Sans Mono', 'Noto Sans Mono CJK JP', monospace }
`;

/** A page that looks like the terminal. */
export const pageOf = (lines: readonly string[]): string =>
  `<!doctype html><meta charset="utf-8"><style>${CSS}</style><pre>${lines.map(lineHtml).join('\n')}</pre>`;

/** A line as the picture has room for, where no colour stands in the way. */
export const fitted = (line: string): string => (line.includes(ESC) ? line : cutTo(line, 100));
