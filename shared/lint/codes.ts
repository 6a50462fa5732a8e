import type { Severity } from './finding.ts';

interface Entry {
  readonly severity: Severity;
  readonly title: string;
}

const error = (title: string): Entry => ({ severity: 'error', title });
const warning = (title: string): Entry => ({ severity: 'warning', title });

/** Every code, stable for good: scripts and docs/lint.md name them. */
export const LINT_CODES = {
  'not-valid': error('The file is no rule set of the format'),
  'mx-mask-no-name': error('A mask that fits no host name'),
  'mx-mask-duplicate': warning('A mask that stands before already'),
  'mx-mask-contradictory': error('One mask with two limits'),
  'mx-shadowed': error('An earlier rule takes hosts that a rule is for'),
  'mx-unreachable': error('A rule that no host reaches'),
  'mx-operator-split': warning('One operator counted under several keys'),
  'provider-never-matches': error('A rule without anything to match'),
  'limits-not-met': warning('Connections too few for the messages per hour'),
  'limits-unused': warning('One round of connections is more than the whole limit'),
  'bounce-not-linear': error('A pattern that needs backtracking'),
  'bounce-not-regex': error('A pattern that is no regular expression'),
  'bounce-never-matches-example': error('No pattern of a rule is in its own example'),
  'bounce-takes-counter-example': error('A rule decides what it says it must not'),
  'bounce-shadowed': error('An earlier rule takes what a rule is for'),
  'bounce-covered': warning('An earlier pattern matches all that a pattern is seen to match'),
  'bounce-repeated': error('One pattern under two rules'),
  'bounce-paren-unescaped': warning('Parentheses of the reply written as a group'),
  'bounce-glob-as-regex': warning('A glob written where a regular expression is read'),
  'bounce-double-escape': error('A pattern that asks the reply for a backslash'),
  'bounce-dot-unescaped': warning('A dot between digits that stands for any character'),
  'bounce-case-trap': warning('A pattern that depends on upper and lower case'),
  'bounce-bare-word': warning('One common word decides'),
  'bounce-slow': warning('A pattern that may take very long'),
  'bounce-cut': error('A comma has cut a pattern'),
  'bounce-hard-reason': error('A failure that may pass is treated as final'),
  'bounce-gap': warning('A common reply that no rule knows'),
  'bounce-judged-otherwise': warning('Our own rules judge such a reply otherwise'),
  'reason-without-policy': error('A reason that the quarantine policy does not name'),
  'action-repeated': warning('One pattern sets off two actions'),
  'action-covered': warning('An automation that another one makes useless'),
  'action-unknown': error('An action that does not exist'),
  'window-differs': warning('A window that differs from the duration it is kept for'),
  'source-missing': warning('Nobody can tell where a rule comes from'),
  'example-missing': warning('A rule without an example'),
} as const satisfies Readonly<Record<string, Entry>>;

export type LintCode = keyof typeof LINT_CODES;
