import { isDeepStrictEqual } from 'node:util';
import {
  RULES_KEPT,
  type RulesHistoryEntry,
  type RulesPointer,
  type RulesState,
  type RulesStore,
} from '../ports/rules-store.ts';
import { decodeRuleSet } from '../rules/codec.ts';
import { NO_OVERRIDES } from '../rules/overrides-schema.ts';

/** Rule sets and what is in force, in memory; sets go through the codec as they do elsewhere. */
export function createMemoryRulesStore(): RulesStore {
  const sets = new Map<string, Uint8Array>();
  let kept: Omit<RulesState, 'pointer'> = { mode: 'feed', feed: {}, overrides: NO_OVERRIDES, version: 0 };
  let pointer: RulesPointer | undefined;
  let history: readonly RulesHistoryEntry[] = [];
  return {
    state: async () => structuredClone({ ...kept, ...(pointer ? { pointer } : {}) }),
    saveState: async (seen, { mode, feed, overrides }) => {
      if (kept.version !== seen) return false;
      kept = structuredClone({ mode, feed, overrides, version: seen + 1 });
      return true;
    },
    putSet: async ({ name, bytes }) => {
      sets.set(name, bytes);
    },
    getSet: async (name) => {
      const decoded = decodeRuleSet(sets.get(name) ?? new Uint8Array());
      if (!decoded.ok) throw new Error(`rule set ${name}: ${decoded.problems.join('; ')}`);
      return decoded.data;
    },
    activate: async (seen, next, entry) => {
      if (!isDeepStrictEqual(seen, pointer)) return false;
      pointer = structuredClone(next);
      history = [structuredClone(entry), ...history]
        .sort((one, other) => other.at - one.at)
        .slice(0, RULES_KEPT);
      return true;
    },
    history: async () => history,
  };
}
