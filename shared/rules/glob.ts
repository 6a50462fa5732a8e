/** Answers whether a text fits a glob. */
export type Glob = (text: string) => boolean;

/**
 * Compiles a glob: `*` stands for any characters, dots and none included, `?` for exactly one. The pieces between the stars
 * are looked for from left to right and never again, so many stars cost no more than pattern × text.
 */
export function compileGlob(pattern: string): Glob {
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

/** The first place from `from` on where `piece` fits and ends by `end`; −1 if there is none. */
function find(text: string, piece: string, from: number, end: number): number {
  for (let at = from; at + piece.length <= end; at += 1) if (fitsAt(text, at, piece)) return at;
  return -1;
}

function fitsAt(text: string, at: number, piece: string): boolean {
  for (let i = 0; i < piece.length; i += 1)
    if (piece.charCodeAt(i) !== ANY_ONE && piece.charCodeAt(i) !== text.charCodeAt(at + i)) return false;
  return true;
}

const ANY_ONE = '?'.charCodeAt(0);
