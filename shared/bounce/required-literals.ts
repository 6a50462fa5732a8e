/** Single letters stand in every reply. */
export const SHORTEST_LITERAL = 2;

/** Texts of which a match holds at least one. */
type AnyOf = readonly string[];

/** Lists of which a match holds something of each; empty when nothing is known. */
type AllOf = readonly AnyOf[];

interface Reader {
  readonly pattern: string;
  at: number;
}

/** What one atom matches: exactly a text, nothing (an anchor), or something that may need some texts. */
type Atom =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'other'; readonly needs: AllOf };

const ANYTHING: Atom = { kind: 'other', needs: [] };
const NOTHING: Atom = { kind: 'nothing' };

/** One letter of a script other than Latin tells as much as a few of Latin. */
const weightOf = (text: string): number =>
  BEYOND_LATIN.test(text) ? text.length + 2 * text.replace(/[\0-\u024f]/g, '').length : text.length;
const BEYOND_LATIN = /[^\0-\u024f]/;

/** What the shortest text of a list tells: the more, the rarer the list is met. */
export function lightest(texts: AnyOf): number {
  let least = Number.POSITIVE_INFINITY;
  for (const text of texts) least = Math.min(least, weightOf(text));
  return least;
}

/** The list that tells most: the one whose shortest text is longest. */
const bestOf = (needs: AllOf): AnyOf | undefined =>
  needs.reduce<AnyOf | undefined>(
    (best, texts) => (best && lightest(best) >= lightest(texts) ? best : texts),
    undefined,
  );

/** Flags may change what letters mean: such patterns are left alone. */
const FLAGS = /\(\?(?!:|P?<\w+>)/;

/**
 * Reads out of a regular expression (RE2 syntax, known to compile) the cases in which it can match: in each, every list has
 * a literal that the match holds, of SHORTEST_LITERAL characters or more. Undefined when there are none, or what there is
 * was not understood: then any text may match. Errs to that side alone.
 */
export function requiredLiterals(pattern: string): readonly AllOf[] | undefined {
  if (FLAGS.test(pattern)) return undefined;
  const cases = readBranches({ pattern, at: 0 }).map((needs) =>
    needs
      .filter((texts) => lightest(texts) >= SHORTEST_LITERAL)
      .map((texts) => (texts.length > 1 ? [...new Set(texts)] : texts)),
  );
  return cases.every((needs) => needs.length > 0) ? cases : undefined;
}

const peek = ({ pattern, at }: Reader): string => pattern[at] ?? '';

/** Takes what a sticky expression finds right here. */
function take(reader: Reader, sticky: RegExp): string | undefined {
  sticky.lastIndex = reader.at;
  const found = sticky.exec(reader.pattern)?.[0];
  reader.at += found?.length ?? 0;
  return found;
}

function readBranches(reader: Reader): readonly AllOf[] {
  const branches = [readSequence(reader)];
  while (peek(reader) === '|') {
    reader.at += 1;
    branches.push(readSequence(reader));
  }
  return branches;
}

/** One of the branches matches, so together they need what tells most of each; nothing if one of them needs nothing. */
function readGroup(reader: Reader): AllOf {
  const branches = readBranches(reader);
  const [only] = branches;
  if (only && branches.length === 1) return only;
  const best = branches.map(bestOf);
  return best.every((texts) => texts !== undefined) ? [best.flat()] : [];
}

/** Characters that stand for themselves, the last of them once: what a repeat could belong to is left out. */
const PLAIN = /[\w ,;:'"@<>/=!#%&~-]+(?![*+?{])/uy;

/** All atoms match one after the other, so all of their needs stand. Texts in a row are one text. */
function readSequence(reader: Reader): AllOf {
  const needs: AnyOf[] = [];
  let run = '';
  const endRun = () => {
    if (run !== '') needs.push([run]);
    run = '';
  };
  while (reader.at < reader.pattern.length && peek(reader) !== '|' && peek(reader) !== ')') {
    const plain = take(reader, PLAIN);
    if (plain !== undefined) {
      run += plain;
      continue;
    }
    const atom = readAtom(reader);
    const repeat = readRepeat(reader);
    if (atom.kind === 'text' && repeat === 'once') run += atom.text;
    else if (atom.kind !== 'nothing') {
      endRun();
      if (atom.kind === 'other' && repeat !== 'maybe') needs.push(...atom.needs);
      if (atom.kind === 'text' && repeat === 'more') needs.push([atom.text]);
    }
  }
  endRun();
  return needs;
}

/** `once`, `maybe` not at all, or `more` than once. */
function readRepeat(reader: Reader): 'once' | 'maybe' | 'more' {
  if (!'*+?{'.includes(peek(reader) || ' ')) return 'once';
  const repeat = take(reader, /(?:[*+?]|\{\d+(?:,\d*)?\})\??/uy);
  if (repeat === undefined) return 'once';
  return /^(?:[*?]|\{0+\b)/.test(repeat) ? 'maybe' : 'more';
}

function readAtom(reader: Reader): Atom {
  switch (peek(reader)) {
    case '(': {
      take(reader, /\((?:\?(?::|P?<\w+>))?/uy);
      const needs = readGroup(reader);
      reader.at += 1;
      return { kind: 'other', needs };
    }
    case '\\':
      return readEscape(reader);
    case '[':
      if (take(reader, /\[\^?\]?(?:\[:\^?\w+:\]|\\[\s\S]|[^\]\\])*\]/uy) !== undefined) return ANYTHING;
      return readCharacter(reader);
    case '.':
      reader.at += 1;
      return ANYTHING;
    case '^':
    case '$':
      reader.at += 1;
      return NOTHING;
    default:
      return readCharacter(reader);
  }
}

const readCharacter = (reader: Reader): Atom => ({ kind: 'text', text: take(reader, /[\s\S]/uy) ?? '' });

/** Escaped punctuation stands for itself, `\b` and its like for no character; the rest for something we need not know. */
function readEscape(reader: Reader): Atom {
  const quoted = take(reader, /\\Q[\s\S]*?(?:\\E|$)/uy);
  if (quoted !== undefined) return ANYTHING;
  if (take(reader, /\\[bBAz]/uy) !== undefined) return NOTHING;
  if (take(reader, /\\(?:[pP]\{[^}]*\}|[pP].|x\{[^}]*\}|x..|[0-7]{1,3})/uy) !== undefined) return ANYTHING;
  const [, character = ''] = take(reader, /\\[\s\S]/uy) ?? '';
  return /\w/.test(character) ? ANYTHING : { kind: 'text', text: character };
}
