import type { LintCode } from './codes.ts';
import type { Finding } from './finding.ts';
import { found } from './found.ts';
import { nodesOf, type PatternNode, plainText } from './pattern-tree.ts';
import type { BrokenPattern, ReadPattern } from './patterns.ts';

/** Look-around, atomic groups, possessive repeats and references to groups: what no engine of linear time has. */
const NOT_LINEAR = /\(\?<?[=!]|\(\?>|[*+?}]\+|\\[1-9]|\\k</;

/** A star that begins a pattern repeats nothing: it is a glob. */
const BEGINS_AS_GLOB = /^\*/;

/** Of a pattern that does not compile. */
export function lintBroken({ rule, text, where, problem }: BrokenPattern): readonly Finding[] {
  const remark = { message: `pattern '${text}' of rule '${rule.id}': ${problem}`, rule: rule.id, where };
  if (BEGINS_AS_GLOB.test(text))
    return [
      found('bounce-glob-as-regex', {
        ...remark,
        advice: "Take the '*' away: patterns are searched for anywhere.",
      }),
    ];
  if (NOT_LINEAR.test(text))
    return [
      found('bounce-not-linear', {
        ...remark,
        advice: 'Say it without look-around and references; what must not match goes into a rule before.',
      }),
    ];
  return [
    found('bounce-not-regex', {
      ...remark,
      advice: 'Mend it, and escape what stands for itself: \\( \\[ \\. \\*',
    }),
  ];
}

/** Something written in a pattern that most likely means another thing: the fault and the way out. */
interface Slip {
  readonly code: LintCode;
  readonly what: string;
  readonly advice: string;
}

const rowsOf = (nodes: readonly PatternNode[]): readonly (readonly PatternNode[])[] =>
  nodes.flatMap((node) => (node.kind === 'row' ? [node.nodes] : []));

/** The text of a group's body, with dots that stand for any character, as in `(554.30)`; undefined when it is more. */
function proseOf(body: PatternNode): string | undefined {
  const nodes = body.kind === 'row' ? body.nodes : [body];
  const texts = nodes.map((node) => (node.kind === 'any' ? '.' : plainText(node)));
  const prose = texts.join('');
  return texts.includes(undefined) || !/[\p{L}\d]{2}/u.test(prose) ? undefined : prose;
}

/** A group around nothing but text that is neither repeated nor a choice does nothing: parentheses of the reply were meant. */
function parentheses(nodes: readonly PatternNode[]): readonly Slip[] {
  return rowsOf(nodes)
    .flat()
    .flatMap((node) => {
      const text = node.kind === 'group' && node.isCapturing ? proseOf(node.body) : undefined;
      if (text === undefined) return [];
      return [
        {
          code: 'bounce-paren-unescaped',
          what: `'(${text})' is a group that does nothing, so a reply with these parentheses does not match`,
          advice: `Write '\\(${text}\\)' if the reply has the parentheses, and leave them out if not.`,
        },
      ];
    });
}

const isLetter = (node: PatternNode | undefined): boolean =>
  node?.kind === 'text' && !node.isEscaped && /[\p{L}\d]/u.test(node.text);

const isDigit = (node: PatternNode | undefined): boolean => node?.kind === 'text' && /\d/.test(node.text);

/** Any number of `of`, none included: what `*` writes. */
const isStarred = (node: PatternNode | undefined): node is Extract<PatternNode, { kind: 'repeat' }> =>
  node?.kind === 'repeat' && node.min === 0 && node.max === Number.POSITIVE_INFINITY;

function globs(nodes: readonly PatternNode[]): readonly Slip[] {
  return rowsOf(nodes).flatMap((row) =>
    row.flatMap((node, at) => {
      const letter = isStarred(node) && isLetter(node.of) ? plainText(node.of) : undefined;
      if (letter !== undefined && isLetter(row[at - 1]) && !isLetter(row[at + 1]))
        return [
          globSlip(`'${letter}*' is any number of '${letter}', and not '${letter}' and whatever follows`),
        ];
      const isGap = isStarred(node) && node.of.kind === 'any';
      if (isGap && row[at + 1]?.kind === 'any' && isLetter(row[at + 2]))
        return [globSlip("'.*.' is any text and any one more character, and no text before a dot")];
      return [];
    }),
  );
}

const globSlip = (what: string): Slip => ({
  code: 'bounce-glob-as-regex',
  what,
  advice: "Leave a last '*' out, write '.*' for any text and '\\.' for a dot.",
});

/** A backslash that the reply would have to hold, right before what it was meant to escape. */
function backslashes(nodes: readonly PatternNode[]): readonly Slip[] {
  return rowsOf(nodes).flatMap((row) =>
    row.flatMap((node, at) => {
      if (node.kind !== 'text' || node.text !== '\\') return [];
      const next = row[at + 1];
      const escapes = next === undefined || next.kind !== 'text' || /[dDsSwWbB]/.test(next.text);
      return escapes
        ? [
            {
              code: 'bounce-double-escape',
              what: 'it asks for a backslash in the reply, which is escaped twice',
              advice: "Take one backslash away: in this quoting, one '\\' is enough.",
            },
          ]
        : [];
    }),
  );
}

/** `5.7.1`: the dots of a status. */
function dots(nodes: readonly PatternNode[]): readonly Slip[] {
  const isBetweenDigits = (row: readonly PatternNode[], at: number) =>
    row[at]?.kind === 'any' && isDigit(row[at - 1]) && isDigit(row[at + 1]);
  if (!rowsOf(nodes).some((row) => row.some((_, at) => isBetweenDigits(row, at)))) return [];
  return [
    {
      code: 'bounce-dot-unescaped',
      what: 'the dot between digits stands for any character',
      advice: "Write '\\.' for a dot.",
    },
  ];
}

/** One short word by itself says little: `blocked`, `rejected`. */
function bareWord(tree: PatternNode): readonly Slip[] {
  const word = plainText(tree) ?? '';
  if (!/^[a-z]{3,10}$/i.test(word)) return [];
  return [
    {
      code: 'bounce-bare-word',
      what: `the one word '${word}' decides, whatever stands around it`,
      advice: 'Add the words that it stands among in the replies that are meant.',
    },
  ];
}

/** Of a pattern that compiles: what it says, and most likely was not meant to. */
export function lintSyntax({ rule, text, where, tree }: ReadPattern): readonly Finding[] {
  if (!tree) return [];
  const nodes = nodesOf(tree);
  const slips = [
    ...parentheses(nodes),
    ...globs(nodes),
    ...backslashes(nodes).slice(0, 1),
    ...dots(nodes),
    ...bareWord(tree),
  ];
  return slips.map(({ code, what, advice }) =>
    found(code, { message: `pattern '${text}' of rule '${rule.id}': ${what}`, advice, rule: rule.id, where }),
  );
}
