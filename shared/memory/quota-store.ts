import { emptyItem, type QuotaItem, type QuotaStore, type TakeSlots } from '../ports/quota-store.ts';
import { type DayCounter, NO_DAY } from '../quota/day-counter.ts';
import type { QuotaKey } from '../quota/key.ts';

/** Whether DynamoDB's condition would hold; see shared/aws/take-slots-update.ts. */
function holds({ nextSlot, chain }: QuotaItem, { form, now, unlessOpen }: TakeSlots): boolean {
  if (unlessOpen && chain.open) return false;
  if (form.kind === 'restart') return nextSlot === undefined || nextSlot < now;
  return nextSlot !== undefined && nextSlot >= now && nextSlot <= form.maxStart;
}

function counted(used: QuotaItem['used'], { add, drop }: TakeSlots['count']): QuotaItem['used'] {
  const next = { ...used };
  for (const bucket of drop) delete next[bucket];
  for (const [bucket, by] of Object.entries(add)) next[bucket] = (used[bucket] ?? 0) + by;
  return next;
}

/** The Quota table in memory. */
export function createMemoryQuotaStore(): QuotaStore {
  const items = new Map<QuotaKey, QuotaItem>();
  const days = new Map<QuotaKey, DayCounter>();
  const itemOf = (key: QuotaKey): QuotaItem => items.get(key) ?? emptyItem(key);
  return {
    load: async (keys) => new Map(keys.map((key) => [key, itemOf(key)])),
    take: async (key, request) => {
      const item = itemOf(key);
      if (!holds(item, request)) return { ok: false, item };
      const start = request.form.kind === 'append' ? (item.nextSlot ?? request.now) : request.now;
      const pace = request.pace ? { pace: request.pace } : {};
      items.set(key, {
        ...item,
        ...pace,
        nextSlot: start + request.advance,
        used: counted(item.used, request.count),
      });
      return { ok: true, start };
    },
    swapChain: async (key, seen, next) => {
      const item = itemOf(key);
      if (item.chainVersion !== seen) return false;
      items.set(key, { ...item, chain: next, chainVersion: seen + 1 });
      return true;
    },
    overdue: async (before) =>
      [...items.values()]
        .filter(({ chain }) => chain.wakeAt !== undefined && chain.wakeAt < before)
        .map(({ key, chain }) => ({ key, wakeNo: chain.wakeNo })),
    loadDay: async (keys) => new Map(keys.map((key) => [key, days.get(key) ?? NO_DAY])),
    saveDay: async (key, seen, next) => {
      if ((days.get(key) ?? NO_DAY).version !== seen) return false;
      days.set(key, next);
      return true;
    },
  };
}
