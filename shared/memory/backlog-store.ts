import type { BacklogGroup } from '../backlog/group.ts';
import type { BacklogStore, PageStore } from '../ports/backlog-store.ts';
import type { QuotaKey } from '../quota/key.ts';

/** The place of the first group whose sort key is not below `sk`. */
function placeOf(groups: readonly BacklogGroup[], sk: string): number {
  let low = 0;
  let high = groups.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((groups[middle]?.sk ?? '') < sk) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The Backlog table in memory: per key the groups by sort key. Sort keys are ASCII, so both sort alike. */
export function createMemoryBacklogStore(): BacklogStore {
  const byKey = new Map<QuotaKey, BacklogGroup[]>();
  const groupsOf = (key: QuotaKey): BacklogGroup[] => byKey.get(key) ?? [];
  const find = ({ key, sk, cursor }: BacklogGroup) => {
    const groups = groupsOf(key);
    const at = placeOf(groups, sk);
    const group = groups[at];
    return group?.sk === sk && group.cursor === cursor ? { groups, at, group } : undefined;
  };
  return {
    put: async (added) => {
      for (const group of added) {
        const groups = groupsOf(group.key);
        const at = placeOf(groups, group.sk);
        groups.splice(at, groups[at]?.sk === group.sk ? 1 : 0, group);
        byKey.set(group.key, groups);
      }
    },
    next: async (key, after) => {
      const groups = groupsOf(key);
      const at = placeOf(groups, after);
      return groups[at]?.sk === after ? groups[at + 1] : groups[at];
    },
    advance: async (group, to) => {
      const found = find(group);
      if (found) found.groups[found.at] = { ...found.group, ...to };
      return found !== undefined;
    },
    remove: async (group) => {
      const found = find(group);
      found?.groups.splice(found.at, 1);
      if (found?.groups.length === 0) byKey.delete(group.key);
      return found !== undefined;
    },
    groups: async (key) =>
      groupsOf(key).map(({ count, cursor, expiresAt }) => ({
        count: count - cursor,
        ...(expiresAt === undefined ? {} : { expiresAt }),
      })),
    waiting: async (key) => groupsOf(key).reduce((sum, { count, cursor }) => sum + count - cursor, 0),
  };
}

/** Pages in memory. Callers do not change the bytes that they put or read. */
export function createMemoryPageStore(): PageStore {
  const pages = new Map<string, Uint8Array>();
  return {
    put: async (object, bytes) => {
      pages.set(object, bytes);
    },
    read: async (object, from, to) =>
      pages.get(object)?.subarray(from, Math.max(from, to)) ?? new Uint8Array(),
  };
}
