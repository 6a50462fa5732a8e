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

/** What a part of a pattern matches: a few texts, or something that needs some. */
type Part = { readonly texts: readonly string[] } | { readonly texts?: undefined; readonly needs: AllOf };

const ANYTHING: Part = { needs: [] };
const NOTHING: Part = { texts: [''] };

/** Parts with more texts are not written out, nor what they make together with others. */
const MOST_TEXTS = 64;
const MOST_TOGETHER = 16;

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
const ESCAPED = /\\[\s\S]/g;
const FLAGS = /\(\?(?!:|P?<\w+>)/;

/**
 * Reads out of a regular expression (RE2 syntax, known to compile) the cases in which it can match: in each, every list has
 * a literal that the match holds, of SHORTEST_LITERAL characters or more. Undefined when there are none, or what there is
 * was not understood: then any text may match. Errs to that side alone.
 */
export function requiredLiterals(pattern: string): readonly AllOf[] | undefined {
  if (FLAGS.test(pattern.replace(ESCAPED, ''))) return undefined;
  const cases = readBranches({ pattern, at: 0 }).map((part) =>
    needsOf(part)
      .filter((texts) => lightest(texts) >= SHORTEST_LITERAL)
      .map(withoutLonger),
  );
  return cases.every((needs) => needs.length > 0) ? cases : undefined;
}

const needsOf = (part: Part): AllOf => (part.texts ? [part.texts] : part.needs);

/** What holds a longer text holds the shorter one in it. */
const withoutLonger = (texts: AnyOf): AnyOf =>
  texts.length === 1
    ? texts
    : [...new Set(texts)].filter((text, _, all) => !all.some((part) => part !== text && text.includes(part)));

const peek = ({ pattern, at }: Reader): string => pattern[at] ?? '';

/** Takes what a sticky expression finds right here. */
function take(reader: Reader, sticky: RegExp): string | undefined {
  sticky.lastIndex = reader.at;
  const found = sticky.exec(reader.pattern)?.[0];
  reader.at += found?.length ?? 0;
  return found;
}

function readBranches(reader: Reader): readonly Part[] {
  const branches = [readSequence(reader)];
  while (peek(reader) === '|') {
    reader.at += 1;
    branches.push(readSequence(reader));
  }
  return branches;
}

/** One of the branches matches, so together they need what tells most of each; nothing if one of them needs nothing. */
function readGroup(reader: Reader): Part {
  const branches = readBranches(reader);
  const [only] = branches;
  if (only && branches.length === 1) return only;
  const texts: string[] = [];
  for (const branch of branches) if (branch.texts) texts.push(...branch.texts);
  if (texts.length <= MOST_TEXTS && branches.every((branch) => branch.texts)) return { texts };
  const best = branches.map((branch) => bestOf(needsOf(branch)));
  return { needs: best.every((some) => some !== undefined) ? [best.flat()] : [] };
}

/** Characters that stand for themselves, the last of them once: what a repeat could belong to is left out. */
const PLAIN = /[\w ,;:'"@<>/=!#%&~-]+(?![*+?{])/uy;

/** All parts match one after the other, so all of their needs stand. Texts in a row are one text. */
function readSequence(reader: Reader): Part {
  const needs: AnyOf[] = [];
  let isWhole = true;
  let run: readonly string[] = NOTHING_YET;
  const endRun = () => {
    if (run !== NOTHING_YET) needs.push(run);
    run = NOTHING_YET;
    isWhole = false;
  };
  const goOn = (texts: readonly string[]) => {
    const count = run.length * texts.length;
    if (run !== NOTHING_YET && (count > MOST_TOGETHER || (count > 1 && areLong(run)))) endRun();
    run = texts.length === 1 && run.length === 1 ? [`${run[0]}${texts[0]}`] : together(run, texts);
  };
  while (reader.at < reader.pattern.length && peek(reader) !== '|' && peek(reader) !== ')') {
    const plain = take(reader, PLAIN);
    if (plain !== undefined) {
      goOn([plain]);
      continue;
    }
    const part = readAtom(reader);
    const repeat = readRepeat(reader);
    if (part.texts && repeat === 'once') goOn(part.texts);
    else if (part.texts && repeat === 'optional') goOn([...part.texts, '']);
    else {
      endRun();
      if (repeat === 'once' || repeat === 'more') needs.push(...needsOf(part));
    }
  }
  if (isWhole) return { texts: run };
  endRun();
  return { needs };
}

const NOTHING_YET: readonly string[] = [''];

const together = (starts: readonly string[], ends: readonly string[]): readonly string[] =>
  starts.flatMap((start) => ends.map((end) => start + end));

/** Long enough to tell much: what follows is better told by itself. */
const areLong = (texts: readonly string[]): boolean => texts.every(({ length }) => length >= LONG);
const LONG = 8;

/** `once`, `optional` once or not at all, `maybe` not at all, or `more` than once. */
function readRepeat(reader: Reader): 'once' | 'optional' | 'maybe' | 'more' {
  if (!'*+?{'.includes(peek(reader) || ' ')) return 'once';
  const repeat = take(reader, /(?:[*+?]|\{\d+(?:,\d*)?\})\??/uy);
  if (repeat === undefined) return 'once';
  if (repeat.startsWith('?')) return 'optional';
  return /^(?:\*|\{0+\b)/.test(repeat) ? 'maybe' : 'more';
}

function readAtom(reader: Reader): Part {
  switch (peek(reader)) {
    case '(': {
      take(reader, /\((?:\?(?::|P?<\w+>))?/uy);
      const part = readGroup(reader);
      reader.at += 1;
      return part;
    }
    case '\\':
      return readEscape(reader);
    case '[': {
      const few = take(reader, FEW);
      if (few !== undefined) return { texts: charactersOf(few.slice(1, -1)) };
      if (take(reader, /\[\^?\]?(?:\[:\^?\w+:\]|\\[\s\S]|[^\]\\])*\]/uy) !== undefined) return ANYTHING;
      return readCharacter(reader);
    }
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

/** A class of letters and digits, a range or two among them. */
const FEW = /\[(?:[a-z\d]-[a-z\d]|[a-z\d]){1,4}\]/uy;

/** The characters of a class, ranges written out. */
const charactersOf = (characters: string): readonly string[] =>
  [...characters.matchAll(/(.)(?:-(.))?/gu)].flatMap(([, from = '', to = from]) =>
    Array.from({ length: to.charCodeAt(0) - from.charCodeAt(0) + 1 }, (_, at) =>
      String.fromCharCode(from.charCodeAt(0) + at),
    ),
  );

const readCharacter = (reader: Reader): Part => ({ texts: [take(reader, /[\s\S]/uy) ?? ''] });

/** Escaped punctuation stands for itself, `\b` and its like for no character; the rest for something we need not know. */
function readEscape(reader: Reader): Part {
  const quoted = take(reader, /\\Q[\s\S]*?(?:\\E|$)/uy);
  if (quoted !== undefined) return ANYTHING;
  if (take(reader, /\\[bBAz]/uy) !== undefined) return NOTHING;
  if (take(reader, /\\(?:[pP]\{[^}]*\}|[pP].|x\{[^}]*\}|x..|[0-7]{1,3})/uy) !== undefined) return ANYTHING;
  const [, character = ''] = take(reader, /\\[\s\S]/uy) ?? '';
  return /\w/.test(character) ? ANYTHING : { texts: [character] };
}
