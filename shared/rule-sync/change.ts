import type { FeedState, RulesState } from '../ports/rules-store.ts';
import { encodeRuleSet } from '../rules/codec.ts';
import { diffLines, diffRuleSets } from '../rules/diff.ts';
import type { RuleSetData } from '../rules/schema.ts';
import { inForce } from './in-force.ts';
import type { RulePorts } from './ports.ts';
import { announced, type Change, putInForce, RACED, saved, unannounced } from './put-in-force.ts';

/** What became of an operator's command about the rules. */
export type ChangeResult =
  | { readonly kind: 'done'; readonly version: string; readonly lines: readonly string[] }
  /** Nothing was done: the lines tell what would change, to be confirmed. */
  | { readonly kind: 'asked'; readonly version: string; readonly lines: readonly string[] }
  /** Nothing was done, for it makes no sense now. */
  | { readonly kind: 'refused'; readonly text: string };

export const refused = (text: string): ChangeResult => ({ kind: 'refused', text });

/** What a set would change of the rules in force. */
export const diffToForce = async (
  ports: RulePorts,
  state: Pick<RulesState, 'pointer'>,
  after: RuleSetData,
): Promise<readonly string[]> => diffLines(diffRuleSets(await inForce(ports, state), after));

/** Changes mode and feed, then puts a set in force; it is written before, so that there is something to freeze. */
export async function carryOut(
  ports: RulePorts,
  seen: RulesState,
  { mode = seen.mode, feed = seen.feed }: { readonly mode?: RulesState['mode']; readonly feed?: FeedState },
  change: Change,
): Promise<ChangeResult | typeof RACED> {
  const set = encodeRuleSet(change.data);
  await ports.store.putSet(set);
  const put = () => putInForce(ports, seen, change);
  const isDone =
    mode === 'feed'
      ? (await announced(ports, seen, { mode, feed }, set.name, put)) !== RACED
      : (await saved(ports, seen, { mode, feed: unannounced(feed) })) !== RACED && (await put()) !== RACED;
  if (!isDone) return RACED;
  return { kind: 'done', version: change.data.version, lines: change.lines };
}
