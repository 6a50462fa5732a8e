/** Answers whether a text fits a glob. */
export type Glob = (text: string) => boolean;

/**
 * Compiles a glob: `*` stands for any characters, dots and none included, `?` for exactly one. The pieces between the stars
 * are looked for from left to right and never again, so many stars cost no more than pattern × text.
 */
export function compileGlob(pattern: string): Glob {
  const star = pattern.indexOf('*');
  if (star >= 0 && star === pattern.lastIndexOf('*') && !pattern.includes('?')) return oneStar(pattern, star);
  const { fitsAt, find } = pattern.includes('?') ? WITH_ANY_ONE : LITERAL;
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined) return (text) => text.length === first.length && fitsAt(text, 0, first);
  return (text) => {
    const end = text.length - last.length;
    if (first.length > end || !fitsAt(text, 0, first) || !fitsAt(text, end, last)) return false;
    let from = first.length;
    for (const piece of others) {
      const at = find(text, piece, from, end);
      if (at < 0) return false;
      from = at + piece.length;
    }
    return true;
  };
}

/** Nearly all masks are of this form, and thousands of them are made ready in a cold start. */
function oneStar(pattern: string, star: number): Glob {
  const start = pattern.slice(0, star);
  const end = pattern.slice(star + 1);
  return (text) => text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end);
}

/** How the pieces between stars are compared. */
interface Pieces {
  readonly fitsAt: (text: string, at: number, piece: string) => boolean;
  /** The first place from `from` on where `piece` fits and ends by `end`; −1 if there is none. */
  readonly find: (text: string, piece: string, from: number, end: number) => number;
}

const LITERAL: Pieces = {
  fitsAt: (text, at, piece) => text.startsWith(piece, at),
  find: (text, piece, from, end) => {
    const at = text.indexOf(piece, from);
    return at + piece.length <= end ? at : -1;
  },
};

const ANY_ONE = '?'.charCodeAt(0);

const WITH_ANY_ONE: Pieces = {
  fitsAt: fitsWithAnyOne,
  find: (text, piece, from, end) => {
    for (let at = from; at + piece.length <= end; at += 1) if (fitsWithAnyOne(text, at, piece)) return at;
    return -1;
  },
};

function fitsWithAnyOne(text: string, at: number, piece: string): boolean {
  for (let i = 0; i < piece.length; i += 1)
    if (piece.charCodeAt(i) !== ANY_ONE && piece.charCodeAt(i) !== text.charCodeAt(at + i)) return false;
  return true;
}
