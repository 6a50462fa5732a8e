/** An entry, and where it stood in the list that was given. */
export interface Packed<T> {
  readonly at: number;
  readonly entry: T;
}

/** Entries by call, and the indexes of those that no call can hold. */
export interface Packing<T> {
  readonly calls: readonly (readonly Packed<T>[])[];
  readonly tooLarge: readonly number[];
}

/** Packs entries into as few calls as their order allows, each within `mostEntries` and `mostBytes`. */
export function pack<T>(
  entries: readonly T[],
  sizeOf: (entry: T) => number,
  { mostEntries, mostBytes }: { readonly mostEntries: number; readonly mostBytes: number },
): Packing<T> {
  const calls: Packed<T>[][] = [];
  const tooLarge: number[] = [];
  let room = 0;
  for (const [at, entry] of entries.entries()) {
    const size = sizeOf(entry);
    const last = calls.at(-1);
    if (size > mostBytes) {
      tooLarge.push(at);
    } else if (last && last.length < mostEntries && size <= room) {
      last.push({ at, entry });
      room -= size;
    } else {
      calls.push([{ at, entry }]);
      room = mostBytes - size;
    }
  }
  return { calls, tooLarge };
}
