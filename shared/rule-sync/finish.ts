import type { FeedState, RulesState } from '../ports/rules-store.ts';
import { encodeRuleSet } from '../rules/codec.ts';
import { conflictText } from '../rules/conflict.ts';
import { mergeOverrides } from '../rules/merge-overrides.ts';
import { diffToForce } from './change.ts';
import { someOf } from './fetch-release.ts';
import { feedSetOf, nameInForce } from './in-force.ts';
import type { RulePorts } from './ports.ts';
import { putInForce, RACED, saved } from './put-in-force.ts';
import { failure } from './result.ts';
import type { Taken } from './take-up.ts';

/** Makes good what a crash left half done: the feed's set under the overrides comes in force; what is held stays held. */
export async function finish(
  ports: RulePorts,
  seen: RulesState,
  feed: FeedState,
  by = 'rule-sync',
): Promise<Taken | typeof RACED> {
  const merged = mergeOverrides(await feedSetOf(ports, feed.set), seen.overrides);
  if (!merged.ok)
    return {
      result: failure('invalid', `with this deployment's overrides: ${someOf(merged.problems)}`),
      feed,
    };
  const { data } = merged;
  const { version } = data;
  const { activating: _activating, ...done } = feed;
  const { name } = encodeRuleSet(data);
  if (nameInForce(ports, seen) === name && !seen.pointer?.candidate) {
    const state = await saved(ports, seen, { feed: done });
    return state === RACED ? RACED : { result: { kind: 'unchanged', version }, feed: done };
  }
  const lines = await diffToForce(ports, seen, data);
  const intent = await saved(ports, seen, { feed: { ...done, activating: name } });
  if (intent === RACED) return RACED;
  const put = await putInForce(ports, seen, { data, by, what: 'sync', lines, feedSet: feed.set });
  if (put === RACED) return RACED;
  await saved(ports, intent, { feed: done });
  const conflicts = merged.conflicts.map(conflictText);
  return { result: { kind: 'activated', version, name, lines, conflicts }, feed: done };
}
