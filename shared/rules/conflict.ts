/** What an override changes. */
export type OverrideTarget = 'rule' | 'class' | 'bounceRule';

/** Where overrides and feed disagree; listed for an operator, never guessed. `rule` is an id, or the name of a class. */
export type Conflict =
  /** The feed has another value than when the override was made, and than ours; ours stays in force. */
  | {
      readonly kind: 'changedBelow';
      readonly of: 'rule' | 'class';
      readonly rule: string;
      readonly field: string;
      readonly was: unknown;
      readonly feed: unknown;
      readonly ours: unknown;
    }
  /** The feed has none of that name any more; what was to be changed of it is not, and nothing is placed by it. */
  | {
      readonly kind: 'gone';
      readonly of: OverrideTarget;
      readonly rule: string;
      /** The own rule that was to come before it, or the rule that was to be of this class. */
      readonly for?: string;
    }
  /** The feed has a rule with the id of an own one; ours stays and the feed's is left out. */
  | { readonly kind: 'sameId'; readonly of: 'rule' | 'bounceRule'; readonly rule: string };

const NOUNS: Readonly<Record<OverrideTarget, string>> = {
  rule: 'rule',
  class: 'class',
  bounceRule: 'bounce rule',
};

/** A value as a line shows it. */
export const valueText = (value: unknown): string => {
  if (value === null || value === undefined) return 'none';
  if (Array.isArray(value)) return value.map(valueText).join(' ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** One line for people. */
export function conflictText(conflict: Conflict): string {
  const name = `${NOUNS[conflict.of]} ${conflict.rule}`;
  switch (conflict.kind) {
    case 'changedBelow': {
      const { field, was, feed, ours } = conflict;
      return `${name}: the feed has changed ${field} from ${valueText(was)} to ${valueText(feed)}; ours, ${valueText(ours)}, stays in force`;
    }
    case 'gone':
      return conflict.for === undefined
        ? `${name}: the feed has none any more; the override is not applied`
        : `${name}: the feed has none any more, which the override of ${conflict.for} names`;
    case 'sameId':
      return `${name}: the feed now has one of this id too; ours stays in force, the feed's is left out`;
    default:
      return conflict satisfies never;
  }
}
