/** One object of a JSON document; `text` is absent where there is none: too long, or the document ends inside. */
export interface JsonText {
  /** The line it begins on. */
  readonly line: number;
  readonly text?: string;
}

/** An entry of a suppression list has about 150 bytes. */
const LONGEST_OBJECT = 65_536;

const NEW_LINE = 10;
const QUOTE = 34;
const BACKSLASH = 92;
const BRACKET = 91;
const BRACE = 123;
const OPENING = new Set([BRACKET, BRACE]);
const CLOSING = new Set([93, 125]);

/** How deep a character lies; brackets inside strings are none. */
function createNesting() {
  const open: number[] = [];
  let inString = false;
  let escaped = false;
  const readString = (code: number) => {
    if (!escaped && code === QUOTE) inString = false;
    escaped = !escaped && code === BACKSLASH;
  };
  return {
    depth: () => open.length,
    /** What the next character does; `begins`: it opens an object that stands in an array. */
    read: (code: number): 'begins' | 'closes' | undefined => {
      if (inString) readString(code);
      else if (code === QUOTE) inString = true;
      else if (OPENING.has(code)) {
        const inArray = open.at(-1) === BRACKET;
        open.push(code);
        return inArray && code === BRACE ? 'begins' : undefined;
      } else if (CLOSING.has(code)) {
        open.pop();
        return 'closes';
      }
      return undefined;
    },
  };
}

/**
 * The objects that stand in arrays of a JSON document, one after the other and never the document as a whole: the AWS
 * CLI writes a list of any length as one. Several documents may follow each other.
 */
export async function* jsonObjects(chunks: AsyncIterable<string>): AsyncGenerator<JsonText> {
  const nesting = createNesting();
  let line = 1;
  let taking: { readonly depth: number; readonly line: number; text: string } | undefined;
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const code = chunk.charCodeAt(at);
      const does = nesting.read(code);
      if (code === NEW_LINE) line += 1;
      if (does === 'begins' && !taking) {
        taking = { depth: nesting.depth(), line, text: '' };
        from = at;
      } else if (does === 'closes' && taking && nesting.depth() < taking.depth) {
        const text = taking.text + chunk.slice(from, at + 1);
        yield text.length > LONGEST_OBJECT ? { line: taking.line } : { line: taking.line, text };
        taking = undefined;
      }
    }
    if (taking && taking.text.length <= LONGEST_OBJECT) taking.text += chunk.slice(from);
  }
  if (nesting.depth() > 0) yield { line };
}
