/** One line of an input; `text` is absent where the line is too long to be one. */
export interface TextLine {
  /** From 1. */
  readonly number: number;
  readonly text?: string;
}

/** A longer line would need memory without a bound. */
const LONGEST_LINE = 1_048_576;

/** The lines of a text that comes in pieces, without their ends (LF or CR LF). */
export async function* textLines(chunks: AsyncIterable<string>): AsyncGenerator<TextLine> {
  let number = 0;
  let rest = '';
  let overlong = false;
  const take = (text: string): TextLine => {
    number += 1;
    const line = overlong ? { number } : { number, text: text.endsWith('\r') ? text.slice(0, -1) : text };
    overlong = false;
    return line;
  };
  for await (const chunk of chunks) {
    const pieces = (rest + chunk).split('\n');
    rest = pieces.pop() ?? '';
    for (const piece of pieces) yield take(piece);
    if (rest.length <= LONGEST_LINE) continue;
    overlong = true;
    rest = '';
  }
  if (rest !== '' || overlong) yield take(rest);
}
