import type { RulesState } from '../ports/rules-store.ts';
import { ruleSetName } from '../rules/codec.ts';
import type { RuleSetData } from '../rules/schema.ts';
import type { RulePorts } from './ports.ts';

/** The rules in force. */
export const inForce = async (
  { store, shipped }: RulePorts,
  { pointer }: Pick<RulesState, 'pointer'>,
): Promise<RuleSetData> => (pointer ? store.getSet(pointer.current) : shipped);

/** The name that the rules in force go by; the shipped ones have one too. */
export const nameInForce = ({ shipped }: RulePorts, { pointer }: Pick<RulesState, 'pointer'>): string =>
  pointer?.current ?? ruleSetName(shipped);

/** A set of the feed by its name; the shipped one goes by none. */
export const feedSetOf = async (
  { store, shipped }: RulePorts,
  set: string | undefined,
): Promise<RuleSetData> => (set === undefined ? shipped : store.getSet(set));
