import type { LintCode } from '../lint/codes.ts';
import type { LintEngine } from '../lint/model.ts';

/** One way to mend a pattern that most likely was meant otherwise. */
export interface Repair {
  readonly code: Extract<LintCode, 'bounce-paren-unescaped' | 'bounce-double-escape' | 'bounce-case-trap'>;
  /** What was done to it, after "once". */
  readonly done: string;
  readonly pattern: string;
  readonly engine: LintEngine;
}

/** A group around plain words, neither repeated nor a choice; escaped dots and dashes are plain too. */
const WORDS_IN_PARENTHESES = /(?<!\\)\(((?:[^()|?*+[\]{}\\]|\\[.\-/:,])+)\)(?![*+?{])/g;

/** `[TSS04]`: the code of a provider, which as a class is any one of its letters. */
const CODE_IN_BRACKETS = /(?<!\\)\[([A-Za-z]+\d+)\](?![*+?{])/g;

/** An escaped backslash right before what a single one escapes, or makes a class or boundary of. */
const DOUBLE_ESCAPE = /\\\\(?=[dDsSwWbB.[\](){}*+?|^$/-])/g;

const REWRITES = [
  {
    code: 'bounce-paren-unescaped',
    done: 'its parentheses are escaped',
    rewrite: (text: string) => text.replace(WORDS_IN_PARENTHESES, '\\($1\\)'),
  },
  {
    code: 'bounce-paren-unescaped',
    done: 'its brackets are escaped',
    rewrite: (text: string) => text.replace(CODE_IN_BRACKETS, '\\[$1\\]'),
  },
  {
    code: 'bounce-double-escape',
    done: 'its doubled backslashes are single',
    rewrite: (text: string) => text.replace(DOUBLE_ESCAPE, '\\'),
  },
] as const;

/** What can be tried on a pattern; repairs that change nothing are left out. */
export function repairsOf(pattern: string, engine: LintEngine): readonly Repair[] {
  const rewritten = REWRITES.map(({ code, done, rewrite }) => ({
    code,
    done,
    engine,
    pattern: rewrite(pattern),
  }));
  const anyCase: Repair = {
    code: 'bounce-case-trap',
    done: 'upper and lower case do not count',
    pattern,
    engine: { ...engine, isCaseSensitive: false },
  };
  return [
    ...rewritten.filter((repair) => repair.pattern !== pattern),
    ...(engine.isCaseSensitive ? [anyCase] : []),
  ];
}
