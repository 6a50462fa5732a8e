/** Groups of words that patterns name, each with what it may be: `cannot` with `can't` and `could not`. */
export type WordGroups = ReadonlyMap<string, readonly string[]>;

/** A name in a pattern: `(?&who)`. Perl calls a group so and RE2 refuses it, so it never means anything else. */
const NAMED = /\(\?&([^()]*)\)/g;

export const namesIn = (text: string): readonly string[] =>
  [...text.matchAll(NAMED)].map(([, name = '']) => name);

/** What is wrong with the names in a text: the first that no group has, or whose group comes back to itself. */
export function faultIn(
  groups: WordGroups,
  text: string,
  inside: readonly string[] = [],
): string | undefined {
  for (const name of namesIn(text)) {
    const words = groups.get(name);
    if (!words) return `names (?&${name}), which words.yaml does not hold`;
    if (inside.includes(name)) return `comes back to itself: ${[...inside, name].join(' → ')}`;
    for (const word of words) {
      const fault = faultIn(groups, word, [...inside, name]);
      if (fault !== undefined) return fault;
    }
  }
  return undefined;
}

/** The plain pattern: each name, which must have no fault, is replaced by its group's words. */
export const expandNames = (groups: WordGroups, text: string): string =>
  text.replace(NAMED, (_, name: string) => {
    const words = groups.get(name) ?? [];
    return `(?:${words.map((word) => expandNames(groups, word)).join('|')})`;
  });

/** The groups that none of the texts names, not even through another group. */
export function unusedIn(groups: WordGroups, texts: readonly string[]): readonly string[] {
  const used = new Set(texts.flatMap(namesIn));
  for (const name of used)
    for (const word of groups.get(name) ?? []) for (const of of namesIn(word)) used.add(of);
  return [...groups.keys()].filter((name) => !used.has(name));
}
