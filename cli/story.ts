/** What is told fits a terminal and a mail. */
const WIDTH = 100;

/** One part of a story: what it is about, and the text, which may have line ends of its own. */
export type Part = readonly [head: string, text: string];

/** Words longer than a line stand on lines of their own. */
function wrapLine(line: string, width: number): readonly string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    const next = current === '' ? word : `${current} ${word}`;
    if (current === '' || next.length <= width) current = next;
    else {
      lines.push(current);
      current = word;
    }
  }
  return [...lines, current];
}

/** Heads in a column, texts beside them, no line over 100 characters unless a word is. */
export function story(parts: readonly Part[]): string {
  const column = Math.max(...parts.map(([head]) => head.length)) + 2;
  return parts
    .flatMap(([head, text]) =>
      text
        .split('\n')
        .flatMap((line) => wrapLine(line, WIDTH - column))
        .map((line, at) => `${(at === 0 ? head : '').padEnd(column)}${line}`.trimEnd()),
    )
    .join('\n');
}
