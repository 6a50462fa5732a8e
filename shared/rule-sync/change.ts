import type { FeedState, RulesState } from '../ports/rules-store.ts';
import { diffLines, diffRuleSets } from '../rules/diff.ts';
import type { RuleSetData } from '../rules/schema.ts';
import { inForce } from './in-force.ts';
import type { RulePorts } from './ports.ts';
import { type Change, putInForce, RACED, saved } from './put-in-force.ts';

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

/** Writes mode and feed first, so that no synchronisation undoes what is put in force next. */
export async function carryOut(
  ports: RulePorts,
  seen: RulesState,
  next: { readonly mode?: RulesState['mode']; readonly feed?: FeedState },
  change: Change,
): Promise<ChangeResult | typeof RACED> {
  const state = await saved(ports, seen, next);
  if (state === RACED) return RACED;
  const name = await putInForce(ports, seen, change);
  return name === RACED ? RACED : { kind: 'done', version: change.data.version, lines: change.lines };
}
