import type { Blame, FailureReason } from '../../shared/outcome/event.ts';
import type { BounceRuleData } from '../../shared/rules/bounce-schema.ts';
import { draftRule } from '../../shared/unknown/draft-rule.ts';
import type { UnknownText } from '../../shared/unknown/unknown-text.ts';
import { UserError } from '../user-error.ts';

/** What an operator says of a text; what is absent is as drafted. */
export interface Wishes {
  readonly ignored?: boolean;
  readonly reason?: FailureReason;
  readonly blame?: Blame;
  readonly pattern?: string;
  readonly name?: string;
}

/** An operator who says that the user is unknown is evidence enough. */
function meaningOf({ ignored, reason, blame }: Wishes, draft: BounceRuleData) {
  if (ignored) return { type: 'ignored' as const };
  if (reason === undefined) {
    const { type, reason: drafted, blame: blamed, temporary } = draft;
    const whom = blame ?? blamed;
    return {
      type,
      ...(drafted ? { reason: drafted } : {}),
      ...(whom ? { blame: whom } : {}),
      ...(temporary ? { temporary } : {}),
    };
  }
  const type = reason === 'userUnknown' ? ('hard' as const) : ('soft' as const);
  return { type, reason, ...(blame ? { blame } : {}) };
}

/** A rule of one's own for a text; throws a UserError where the text has too few words and no pattern was given. */
export function ownRule(text: UnknownText, rules: readonly BounceRuleData[], wishes: Wishes): BounceRuleData {
  const drafted = draftRule(text, rules)?.rule;
  const { pattern, name } = wishes;
  if (!drafted && pattern === undefined)
    throw new UserError(`${text.id} has too few words to know it by: say --pattern REGEX`);
  const base: BounceRuleData = drafted ?? {
    id: `own-${text.id}`,
    patterns: [],
    type: 'soft',
    reason: 'unreachable',
    examples: [text.first],
    source: `Seen ${text.count} times.`,
  };
  const { id, patterns, examples, source } = base;
  return {
    id: name ?? id,
    patterns: pattern === undefined ? patterns : [pattern],
    ...meaningOf(wishes, base),
    examples,
    source,
  };
}
