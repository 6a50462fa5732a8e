/** Places in a glob where reading may go on, with those behind stars that stand for nothing. */
type Places = ReadonlySet<number>;

/** Any character that neither glob writes out. */
const OTHER = '\0';

function withSkips(glob: string, places: Iterable<number>): Places {
  const all = new Set<number>();
  for (let at of places) {
    all.add(at);
    for (; glob[at] === '*'; at += 1) all.add(at + 1);
  }
  return all;
}

/** Where reading goes on after one character. */
function step(glob: string, places: Places, character: string): Places {
  const next: number[] = [];
  for (const at of places) {
    const sign = glob[at];
    if (sign === '*') next.push(at);
    else if (sign !== undefined && (sign === '?' || sign === character)) next.push(at + 1);
  }
  return withSkips(glob, next);
}

/** The characters that `sign` of a glob can stand for, as far as they make a difference. */
const standsFor = (sign: string, alphabet: readonly string[]): readonly string[] =>
  sign === '*' || sign === '?' ? alphabet : [sign];

/**
 * Whether `wide` fits every text that `narrow` fits. Both are read side by side: one place in `narrow`, all possible places
 * in `wide`; a text that ends the first and not the second is one that `wide` does not fit.
 */
export function globCovers(wide: string, narrow: string): boolean {
  const alphabet = [...new Set(`${wide}${narrow}${OTHER}`.replace(/[*?]/g, ''))];
  const seen = new Set<string>();
  const waiting: (readonly [number, Places])[] = [[0, withSkips(wide, [0])]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [at, places] = next;
    const key = `${at}:${[...places].sort((a, b) => a - b).join(',')}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const sign = narrow[at];
    if (sign === undefined) {
      if (!places.has(wide.length)) return false;
      continue;
    }
    if (sign === '*') waiting.push([at + 1, places]);
    for (const character of standsFor(sign, alphabet))
      waiting.push([sign === '*' ? at : at + 1, step(wide, places, character)]);
  }
  return true;
}
