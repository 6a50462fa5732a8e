import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import type { MxPacerProps } from '../../cdk/mx-pacer-props.ts';
import type { pacerFields } from '../../cdk/pacer-parameters.ts';
import { PARAMETER_NAMES } from '../../cdk/parameters.ts';
import { createProgram } from '../../cli/program/program.ts';
import type { Shell } from '../../cli/program/shell.ts';

const PAGES = globSync(['*.md', 'docs/**/*.md', 'bench/*.md', 'examples/*/*.md']);
const textOf = (path: string): string => readFileSync(path, 'utf8');

/** As GitHub makes anchors of headings. */
const anchorsOf = (path: string): readonly string[] =>
  [...textOf(path).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );

const LINK = /\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)/g;
const links = PAGES.flatMap((page) =>
  [...textOf(page).matchAll(LINK)].map(([, path = '', anchor]) => ({
    page,
    target: path === '' ? page : join(dirname(page), path),
    anchor,
  })),
);

it('every relative link of the docs leads to a file, and every anchor to a heading', () => {
  const dead = links.filter(
    ({ target, anchor }) =>
      !existsSync(target) || (anchor !== undefined && !anchorsOf(target).includes(anchor)),
  );
  expect(links.length).toBeGreaterThan(80);
  expect(dead).toEqual([]);
});

/** Commands as pages write them, in code: `mxp dlq list`, `npm run mxp -- status --stack MxPacer`. */
const COMMANDS = PAGES.filter((page) => page !== 'CHANGELOG.md').flatMap((page) =>
  [
    ...textOf(page).matchAll(
      /(?:^ {4}(?:\$ )?|`|\| )(?:npm run (?:--silent |-s )?)?mxp (?:-- )?([a-z][^`\n|]*)/gm,
    ),
  ].map(([, line = '']) => ({
    page,
    words:
      line
        .split(/\s{2,}|;/)[0]
        ?.trim()
        .split(/\s+/) ?? [],
  })),
);

/** For its names alone: nothing is run. */
const program = createProgram({ does: () => undefined } as unknown as Shell, {
  out: () => undefined,
  err: () => undefined,
});

/** What the program cannot do of a command line; nothing where it is all there. */
function unknownOf(words: readonly string[]): string | undefined {
  let command = program;
  let at = 0;
  for (; at < words.length; at++) {
    const next = command.commands.find((one) => one.name() === words[at]);
    if (!next) break;
    command = next;
  }
  if (command.commands.length > 0 && at === 0) return `no command ${words[0]}`;
  const options = words.slice(at).filter((word) => /^--[a-z]/.test(word));
  return options
    .map((word) => word.replace(/[=.,:)].*$/, ''))
    .find(
      (name) =>
        name !== '--help' && ![...command.options, ...program.options].some(({ long }) => long === name),
    );
}

it('every mxp command of the docs is one of the program, with its options', () => {
  const unknown = COMMANDS.flatMap(({ page, words }) => {
    const what = unknownOf(words);
    return what === undefined ? [] : [`${page}: mxp ${words.join(' ')}: ${what}`];
  });
  expect(COMMANDS.length).toBeGreaterThan(100);
  expect(unknown).toEqual([]);
});

/** Fails to compile where a parameter has no prop, or a prop no parameter. */
type SameNames<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
const PROPS_ARE_PARAMETERS: SameNames<
  keyof typeof pacerFields,
  Exclude<keyof MxPacerProps, 'functionsRoot'>
> = true;

it('every parameter has its row in docs/deploy.md and, of a pacer, its prop', () => {
  const rows = [...textOf('docs/deploy.md').matchAll(/^\| `(\w+)` \|.*\|.*\|.*\|$/gm)].map(
    ([, name]) => name,
  );
  expect(PARAMETER_NAMES.filter((name) => !rows.includes(name))).toEqual([]);
  expect(PROPS_ARE_PARAMETERS).toBe(true);
});
