import type { UnknownTexts } from '../ports/unknown-texts.ts';
import { dayOf, mayBeNew } from '../unknown/others.ts';
import type { UnknownText } from '../unknown/unknown-text.ts';

/** Unknown texts in memory. */
export function createMemoryUnknownTexts(): UnknownTexts {
  const rows = new Map<string, UnknownText>();
  const days = new Map<string, { readonly asked: number; readonly count: number }>();
  const add = (one: UnknownText): void => {
    const { count, lastAt, ...known } = rows.get(one.id) ?? { ...one, count: 0 };
    rows.set(one.id, { ...known, count: count + one.count, lastAt: Math.max(lastAt, one.lastAt) });
  };
  const countNew = (fresh: readonly UnknownText[], leftOut: number, now: number): void => {
    const day = dayOf(now);
    const { asked, count } = days.get(day) ?? { asked: 0, count: 0 };
    const places = mayBeNew(fresh.length, asked + fresh.length);
    for (const one of fresh.slice(0, places)) add(one);
    const others = fresh.slice(places).reduce((sum, one) => sum + one.count, leftOut);
    days.set(day, { asked: asked + fresh.length, count: count + others });
  };
  return {
    count: async ({ texts, leftOut }, now) => {
      const fresh = texts.filter(({ id }) => !rows.has(id));
      for (const one of texts) if (rows.has(one.id)) add(one);
      countNew(fresh, leftOut, now);
    },
    all: async () => [...rows.values()],
    others: async () =>
      [...days].flatMap(([day, { count }]) => (count > 0 ? [{ day, count }] : [])).sort(byDay),
    keep: async (id, kept) => {
      const row = rows.get(id);
      if (!row) return false;
      const { kept: _before, ...rest } = row;
      rows.set(id, kept ? { ...rest, kept } : rest);
      return true;
    },
  };
}

const byDay = (one: { readonly day: string }, other: { readonly day: string }): number =>
  one.day < other.day ? -1 : 1;
