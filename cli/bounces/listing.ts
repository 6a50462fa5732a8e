import type { Classifier } from '../../shared/bounce/judgement.ts';
import type { BounceRuleData } from '../../shared/rules/bounce-schema.ts';
import type { EpochMillis } from '../../shared/time/units.ts';
import { draftRule, type RuleDraft } from '../../shared/unknown/draft-rule.ts';
import { dayOf, type OtherTexts } from '../../shared/unknown/others.ts';
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

/** What is listed, how many texts there are besides, and how many replies were counted without their text. */
export interface Listing {
  readonly texts: readonly ListedText[];
  readonly more: number;
  /** Unknown texts that are off the list, for they were kept. */
  readonly kept: number;
  readonly others: { readonly count: number; readonly lastDay?: string };
  /** All that is said of times before is left out. */
  readonly since?: EpochMillis;
}

function sumOf(days: readonly OtherTexts[], since: EpochMillis): Listing['others'] {
  const meant = days.filter(({ day }) => day >= dayOf(since));
  const lastDay = meant.at(-1)?.day;
  const count = meant.reduce((sum, one) => sum + one.count, 0);
  return { count, ...(lastDay === undefined ? {} : { lastDay }) };
}

/** The texts that the rules in force do not know, most frequent first. A rule made since takes its texts off the list. */
export async function unknownTexts(
  { unknownTexts: store, rules }: UnknownConnection,
  { all, since, most }: ListOptions,
  classifierOf: (rules: readonly BounceRuleData[]) => Classifier,
): Promise<Listing> {
  const [texts, days, { current }] = await Promise.all([store.all(), store.others(), rules.active()]);
  const classifier = classifierOf(current.bounces);
  const unknown = texts
    .filter((text) => text.lastAt >= (since ?? 0) && isStillUnknown(text, classifier))
    .sort((a, b) => b.count - a.count || b.lastAt - a.lastAt);
  const listable = unknown.filter((text) => all || !text.kept);
  const shown = listable.slice(0, most).map((text) => listed(text, current.bounces));
  return {
    texts: shown,
    more: listable.length - shown.length,
    kept: unknown.length - listable.length,
    others: sumOf(days, since ?? 0),
    ...(since === undefined ? {} : { since }),
  };
}

/** The text of an id, or of the start of one; throws a UserError where there is none or more than one. */
export async function textOf({ unknownTexts: store }: UnknownConnection, id: string): Promise<UnknownText> {
  const found = (await store.all()).filter((text) => text.id.startsWith(id.toLowerCase()));
  const [one, ...others] = found;
  if (!one) throw new UserError(`there is no unknown text ${id}; \`mxp bounces unknown --all\` lists them`);
  if (others.length > 0)
    throw new UserError(
      `'${id}' begins ${found.length} ids, like ${one.id} and ${others[0]?.id}; write more of it`,
    );
  return one;
}
