import type { Fact } from './fact.ts';
import type { Facts } from './facts.ts';

export const VERDICTS = ['ok', 'warn', 'fail', 'skipped'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** In the order in which mail needs them. */
export const GROUPS = ['AWS', 'Identity', 'SES', 'Stack', 'Operation', 'Way of a mail'] as const;
export type Group = (typeof GROUPS)[number];

/** What a look at the facts came to. */
export interface Judged {
  readonly verdict: Verdict;
  readonly text: string;
  /** A command or a record to copy, or what else to do. */
  readonly mend?: string;
}

export interface Finding extends Judged {
  readonly group: Group;
  readonly check: string;
}

/** One thing looked at; nothing but the facts goes in. */
export interface Check {
  readonly group: Group;
  readonly name: string;
  readonly judge: (facts: Facts) => readonly Judged[];
}

export const ok = (text: string): Judged => ({ verdict: 'ok', text });
export const skipped = (text: string): Judged => ({ verdict: 'skipped', text });
export const warn = (text: string, mend: string): Judged => ({ verdict: 'warn', text, mend });
export const fail = (text: string, mend: string): Judged => ({ verdict: 'fail', text, mend });

/** Judges what is known. What could not be read is no proof of anything: it is skipped, and says why. */
export const judged = <T>(
  fact: Fact<T>,
  judge: (value: T) => Judged | readonly Judged[],
): readonly Judged[] => {
  if (!fact.known) return [skipped(fact.why)];
  const found = judge(fact.value);
  return Array.isArray(found) ? found : [found as Judged];
};
