/** Ids have 1–64 of `a-z`, `0-9` and `-`, and none at the start. */
const LONGEST = 64;

/** Makes ids of names, each another one. */
export function createRuleIds(): (name: string) => string {
  const taken = new Set<string>();
  return (name) => {
    const base =
      name
        .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, '')
        .slice(0, LONGEST - 5) || 'rule';
    let id = base;
    for (let next = 2; taken.has(id); next += 1) id = `${base}-${next}`;
    taken.add(id);
    return id;
  };
}
