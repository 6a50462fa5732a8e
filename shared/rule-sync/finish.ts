import type { FeedState, RulesState } from '../ports/rules-store.ts';
import { conflictText } from '../rules/conflict.ts';
import { mergeOverrides } from '../rules/merge-overrides.ts';
import { diffToForce } from './change.ts';
import { feedSetOf } from './in-force.ts';
import type { RulePorts } from './ports.ts';
import type { RACED } from './put-in-force.ts';
import { activate, misfit, type Taken } from './take-up.ts';

/** Makes good what a crash left half done: the feed's set under the overrides comes in force; what is held stays held. */
export async function finish(
  ports: RulePorts,
  seen: RulesState,
  feed: FeedState,
  by = 'rule-sync',
): Promise<Taken | typeof RACED> {
  const merged = mergeOverrides(await feedSetOf(ports, feed.set), seen.overrides);
  if (!merged.ok) return { result: misfit(merged.problems), feed };
  const { data, conflicts } = merged;
  const lines = await diffToForce(ports, seen, data);
  const change = { data, by, what: 'sync', lines, feedSet: feed.set } as const;
  return activate(ports, seen, feed, change, conflicts.map(conflictText));
}
