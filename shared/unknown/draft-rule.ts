import type { BounceRuleData } from '../rules/bounce-schema.ts';
import { cut } from '../text/cut.ts';
import { nearestRule } from './nearest-rule.ts';
import type { UnknownText } from './unknown-text.ts';

/** A rule for an unknown text, for an operator to look at; what it means is a guess. */
export interface RuleDraft {
  readonly rule: BounceRuleData;
  /** Why it was given this reason. */
  readonly because: string;
}

/** Characters of a pattern, well within the 500 that a rule may have once every one of them is escaped. */
const LONGEST_PATTERN = 160;
/** Letters of words that stand together; fewer are found in any reply. */
const LEAST_LETTERS = 8;
/** Of an example (see the schema of bounce rules). */
const LONGEST_EXAMPLE = 2_000;

/** What differs from mail to mail, and the codes, which belong to no wording. */
const VARYING = /[!-~]*(?:\*|#[a-z]+#)[!-~]*|(?<![^ ])(?:[245]\d\d-?)?(?:[245]\.\d{1,3}\.\d{1,3})?(?![^ ])/;

/** A sign of a script that writes syllables or words says as much as some letters. */
const SIGNS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
const LETTERS_A_SIGN = 3;

const lettersIn = (text: string): number =>
  (text.match(/\p{L}/gu)?.length ?? 0) + (text.match(SIGNS)?.length ?? 0) * (LETTERS_A_SIGN - 1);

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** At most so long, and no word of it cut in two where it has several. */
function shortened(words: string): string {
  if (words.length <= LONGEST_PATTERN) return words;
  const short = cut(words, LONGEST_PATTERN);
  const end = short.lastIndexOf(' ');
  return end > 0 ? short.slice(0, end) : short;
}

/** The run of words with most letters in it; undefined where no run says anything. */
function wording(text: string): string | undefined {
  const runs = text.split(VARYING).map((run) => shortened(run.trim()));
  const longest = runs.reduce((best, run) => (lettersIn(run) > lettersIn(best) ? run : best), '');
  return lettersIn(longest) < LEAST_LETTERS ? undefined : longest;
}

const idOf = (words: string, id: string): string => {
  const named = (words.match(/[a-z0-9]+/g) ?? []).slice(0, 4).join('-').slice(0, 40);
  return named === '' ? `own-${id}` : `own-${named}-${id.slice(0, 4)}`;
};

type Meaning = Pick<BounceRuleData, 'type' | 'reason' | 'blame' | 'temporary'>;

/** As long as nobody says what it means, what it was so far. */
const UNKNOWN_MEANING: Meaning = { type: 'soft', reason: 'unreachable' };

function guess(
  { first }: UnknownText,
  rules: readonly BounceRuleData[],
): { meaning: Meaning; because: string } {
  const nearest = nearestRule(first, rules);
  if (!nearest) return { meaning: UNKNOWN_MEANING, because: 'no rule has words like these' };
  const { rule, likeness } = nearest;
  const { type, reason, blame, temporary } = rule;
  const meaning = {
    // A guess is no evidence, and only evidence makes an address hard.
    type: type === 'hard' ? ('soft' as const) : type,
    ...(reason ? { reason: type === 'hard' ? ('unreachable' as const) : reason } : {}),
    ...(blame && type !== 'hard' ? { blame } : {}),
    ...(temporary ? { temporary } : {}),
  };
  const because = `${Math.round(likeness * 100)} % of its words are those of ${rule.id} (${reason ?? type})`;
  return { meaning, because };
}

/**
 * Drafts a rule that decides the text: its longest run of words as the pattern, the meaning of the rule whose examples are
 * worded most like it. Undefined where the text has too few words to know it by.
 */
export function draftRule(text: UnknownText, rules: readonly BounceRuleData[]): RuleDraft | undefined {
  const words = wording(text.text);
  if (words === undefined) return undefined;
  const { meaning, because } = guess(text, rules);
  const day = new Date(text.lastAt).toISOString().slice(0, 10);
  const rule = {
    id: idOf(words, text.id),
    patterns: [escaped(words)],
    ...meaning,
    examples: [cut(text.first, LONGEST_EXAMPLE)],
    source: `Seen ${text.count} times until ${day}${text.mxHost ? `, first from ${text.mxHost}` : ''}.`,
  };
  return { rule, because };
}
