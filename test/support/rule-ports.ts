import { createHash } from 'node:crypto';
import { createMemoryRulesStore } from '../../shared/memory/rules-store.ts';
import type { FeedSource } from '../../shared/ports/feed-source.ts';
import type { RulesStore } from '../../shared/ports/rules-store.ts';
import type { SyncPorts } from '../../shared/rule-sync/ports.ts';
import type { RuleSetData } from '../../shared/rules/schema.ts';
import { AT, type Objects, rules, TRUSTED } from './feed-releases.ts';

/** Objects without a server. */
const sourceOf = (feed: { objects: Objects; asked: number }): FeedSource => ({
  fetch: async (path, { etag }) => {
    feed.asked += 1;
    const bytes = feed.objects[path];
    if (!bytes) return { kind: 'failed', failure: 'missing', text: 'it answers 404' };
    const own = `"${createHash('sha256').update(bytes).digest('hex')}"`;
    return etag === own ? { kind: 'unchanged' } : { kind: 'fetched', bytes, etag: own };
  },
});

/** A deployment's rules in memory, and a feed whose objects the test changes. */
export function startRules(
  shipped: RuleSetData = rules('0.9.0'),
  store: RulesStore = createMemoryRulesStore(),
) {
  const time = { now: AT };
  const feed: { objects: Objects; asked: number } = { objects: {}, asked: 0 };
  const counted: string[] = [];
  const lines: { readonly event: string; readonly fields: Readonly<Record<string, unknown>> }[] = [];
  const ports: SyncPorts = {
    store,
    shipped,
    clock: { now: () => time.now++ },
    source: sourceOf(feed),
    address: 'https://feed.example/',
    trusted: TRUSTED,
    lint: () => [],
    log: {
      info: (event, fields = {}) => void lines.push({ event, fields }),
      warn: (event, fields = {}) => void lines.push({ event: `WARN ${event}`, fields }),
      count: (metric) => void counted.push(metric),
    },
  };
  return { ports, store, time, feed, counted, lines };
}

export type StartedRules = ReturnType<typeof startRules>;
