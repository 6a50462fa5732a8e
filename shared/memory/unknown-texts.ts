import type { UnknownTexts } from '../ports/unknown-texts.ts';
import type { UnknownText } from '../unknown/unknown-text.ts';

/** Unknown texts in memory. */
export function createMemoryUnknownTexts(): UnknownTexts {
  const rows = new Map<string, UnknownText>();
  return {
    count: async (texts) => {
      for (const one of texts) {
        const { count, lastAt, ...known } = rows.get(one.id) ?? { ...one, count: 0 };
        rows.set(one.id, { ...known, count: count + one.count, lastAt: Math.max(lastAt, one.lastAt) });
      }
    },
    all: async () => [...rows.values()],
    keep: async (id, kept) => {
      const row = rows.get(id);
      if (!row) return false;
      const { kept: _before, ...rest } = row;
      rows.set(id, kept ? { ...rest, kept } : rest);
      return true;
    },
  };
}
