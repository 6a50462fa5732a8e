/** The index `wakes` is spread over this many partitions. */
export const SHARDS = ['0', '1', '2', '3'] as const;

/** The partition of a key: a plain polynomial hash of its characters. */
export const shardOf = (key: string): string => {
  const hash = [...key].reduce(
    (sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003,
    7,
  );
  return String(hash % SHARDS.length);
};
