import { createMarks } from './marks.ts';

/** Tells in one pass over a text which literals it holds. */
export interface LiteralIndex {
  /** The numbers of the literals in `text`, each once. */
  search(text: string): readonly number[];
}

/** What calls for number `of` when it is found. */
export interface Literal {
  readonly text: string;
  readonly of: number;
}

/** A text, and all that it calls for. */
interface Entry {
  readonly text: string;
  readonly place: number;
  readonly numbers: number[];
}

/** Texts are looked up by the hash of as many of their first characters as the widest of these that they have. */
const WIDTHS = [1, 2, 4, 8] as const;

/** Texts of one width, by the hash of their starts. */
interface Tier {
  readonly width: number;
  readonly starts: Map<number, Entry[]>;
  /** Marks the low bits of every start's hash, so that most places of a text cost no look-up. */
  readonly likely: Uint8Array;
}

const LIKELY_BITS = 0xff_ff;

/** Turns hashes of `width` characters from every place into hashes of twice as many, in 31 bits. */
function double(hashes: Int32Array, width: number): void {
  for (let at = 0; at + width < hashes.length; at += 1)
    hashes[at] = (Math.imul(hashes[at] ?? 0, 0x9e_37_79_b1) + (hashes[at + width] ?? 0)) >> 1;
}

function unitsOf(text: string, length: number): Int32Array {
  const units = new Int32Array(length);
  for (let at = 0; at < length; at += 1) units[at] = text.charCodeAt(at);
  return units;
}

function startOf(text: string, width: number): number {
  const hashes = unitsOf(text, width);
  for (let done = 1; done < width; done *= 2) double(hashes, done);
  return hashes[0] ?? 0;
}

/** Many patterns need the same few words. */
function entriesOf(literals: readonly Literal[]): Iterable<Entry> {
  const entries = new Map<string, Entry>();
  for (const { text, of } of literals) {
    const known = entries.get(text);
    if (known) known.numbers.push(of);
    else entries.set(text, { text, place: entries.size, numbers: [of] });
  }
  return entries.values();
}

function createTiers(entries: Iterable<Entry>): readonly Tier[] {
  const tiers = WIDTHS.map(
    (width): Tier => ({ width, starts: new Map(), likely: new Uint8Array(LIKELY_BITS + 1) }),
  );
  for (const entry of entries) {
    const tier = tiers.findLast(({ width }) => width <= entry.text.length);
    if (tier) insert(tier, entry);
  }
  return tiers;
}

function insert({ width, starts, likely }: Tier, entry: Entry): void {
  const start = startOf(entry.text, width);
  const same = starts.get(start);
  if (same) same.push(entry);
  else starts.set(start, [entry]);
  likely[start & LIKELY_BITS] = 1;
}

/**
 * Texts by hashes of their starts: an automaton over all of their characters would be searched somewhat faster, but for
 * thousands of patterns it takes a third of a second to make, and most of a hundred megabytes. Only many texts of the same
 * first eight characters would have to be tried one after the other.
 */
export function createLiteralIndex(literals: readonly Literal[]): LiteralIndex {
  const tiers = createTiers(entriesOf(literals));
  const called = createMarks(literals.reduce((most, { of }) => Math.max(most, of + 1), 0));
  const seen = createMarks(literals.length);
  return {
    search: (text) => {
      const numbers: number[] = [];
      called.clear();
      seen.clear();
      const visit = (entry: Entry) => {
        if (!seen.add(entry.place)) return;
        for (const of of entry.numbers) if (called.add(of)) numbers.push(of);
      };
      const hashes = unitsOf(text, text.length);
      for (const tier of tiers) {
        if (tier.width > 1) double(hashes, tier.width / 2);
        if (tier.starts.size > 0) searchTier(tier, hashes, text, visit);
      }
      return numbers;
    },
  };
}

function searchTier(
  { width, starts, likely }: Tier,
  hashes: Int32Array,
  text: string,
  visit: (entry: Entry) => void,
): void {
  for (let at = 0; at + width <= text.length; at += 1) {
    const hash = hashes[at] ?? 0;
    if (likely[hash & LIKELY_BITS] === 0) continue;
    const entries = starts.get(hash);
    if (entries) for (const entry of entries) if (text.startsWith(entry.text, at)) visit(entry);
  }
}
