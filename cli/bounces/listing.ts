import type { Classifier } from '../../shared/bounce/judgement.ts';
import type { BounceRuleData } from '../../shared/rules/bounce-schema.ts';
import type { EpochMillis } from '../../shared/time/units.ts';
import { draftRule, type RuleDraft } from '../../shared/unknown/draft-rule.ts';
import type { UnknownText } from '../../shared/unknown/unknown-text.ts';
import type { Connection } from '../connection.ts';
import { UserError } from '../user-error.ts';

/** What the commands about unknown texts need of a connection. */
export type UnknownConnection = Pick<Connection, 'unknownTexts' | 'rules'>;

/** A text that is still unknown, and a rule that would know it; none where it has too few words. */
export interface ListedText {
  readonly text: UnknownText;
  readonly draft?: RuleDraft;
}

export interface ListOptions {
  /** Also those that an operator leaves as they are. */
  readonly all: boolean;
  /** Seen then or later. */
  readonly since?: EpochMillis;
  readonly most: number;
}

const isStillUnknown = ({ first, mxHost }: UnknownText, classifier: Classifier): boolean =>
  !classifier.judge({ text: first, ...(mxHost === undefined ? {} : { mxHost }) }).classified;

const listed = (text: UnknownText, rules: readonly BounceRuleData[]): ListedText => {
  const draft = draftRule(text, rules);
  return { text, ...(draft ? { draft } : {}) };
};

/** What is listed, and how many texts there are besides. */
export interface Listing {
  readonly texts: readonly ListedText[];
  readonly more: number;
}

/** The texts that the rules in force do not know, most frequent first. A rule made since takes its texts off the list. */
export async function unknownTexts(
  { unknownTexts: store, rules }: UnknownConnection,
  { all, since = 0, most }: ListOptions,
  classifierOf: (rules: readonly BounceRuleData[]) => Classifier,
): Promise<Listing> {
  const [texts, { current }] = await Promise.all([store.all(), rules.active()]);
  const classifier = classifierOf(current.bounces);
  const unknown = texts
    .filter((text) => text.lastAt >= since && (all || !text.kept) && isStillUnknown(text, classifier))
    .sort((a, b) => b.count - a.count || b.lastAt - a.lastAt);
  const shown = unknown.slice(0, most).map((text) => listed(text, current.bounces));
  return { texts: shown, more: unknown.length - shown.length };
}

/** The text of an id, or of the start of one; throws a UserError where there is none or more than one. */
export async function textOf({ unknownTexts: store }: UnknownConnection, id: string): Promise<UnknownText> {
  const found = (await store.all()).filter((text) => text.id.startsWith(id.toLowerCase()));
  const [one, ...others] = found;
  if (!one) throw new UserError(`there is no unknown text ${id}; \`mxp bounces unknown --all\` lists them`);
  if (others.length > 0)
    throw new UserError(`${id} begins several ids: ${found.map((text) => text.id).join(', ')}`);
  return one;
}
