import { createHash } from 'node:crypto';
import type { BounceRuleData } from '../../shared/rules/bounce-schema.ts';
import type { Score } from './score.ts';

/** One file of labelled replies on the card. */
export interface CardSet {
  readonly name: string;
  readonly score: Score;
  /** Before any rule was mended by these replies: what to expect of replies that nobody has seen. */
  readonly first?: Pick<Score, 'replies' | 'right' | 'hard' | 'foreign'>;
}

/** How right a set of bounce rules is: rules/accuracy.json, made by `npm run accuracy -- --write`. */
export interface AccuracyCard {
  /** Names the bounce rules that were judged by, whatever the rest of their rule set. */
  readonly bounceRules: string;
  readonly sets: readonly CardSet[];
}

/** The same for rules that judge alike, whatever their examples and notes. */
export function nameOfBounces(rules: readonly BounceRuleData[]): string {
  const deciding = rules.map(({ id, patterns, mx, type, reason, temporary }) => [
    ...[id, type, reason ?? '', temporary ?? ''],
    ...[patterns, mx ?? []],
  ]);
  return createHash('sha256').update(JSON.stringify(deciding)).digest('hex').slice(0, 12);
}
