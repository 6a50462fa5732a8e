import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { codeOf, type Source, sourcesIn } from './sources.ts';

const sources = new Map(['cli', 'shared'].flatMap(sourcesIn).map((source) => [source.path, source]));

/** What `mxp` consists of. The feed's commands write to a bucket of their own; docs/feed.md has their rights. */
function program(): readonly Source[] {
  const found = new Set<string>();
  const visit = (path: string): void => {
    const source = sources.get(path);
    if (!source || found.has(path) || path.startsWith('cli/feed/')) return;
    found.add(path);
    for (const next of source.imports) visit(next);
  };
  visit('cli/mxp.ts');
  return [...found].flatMap((path) => sources.get(path) ?? []);
}

const PREFIXES: Readonly<Record<string, string>> = {
  sesv2: 'ses',
  eventbridge: 'events',
  'secrets-manager': 'secretsmanager',
};

/** An API call whose right is called otherwise (Service Authorization Reference). */
const RIGHTS: Readonly<Record<string, string>> = {
  'sqs:SendMessageBatch': 'sqs:SendMessage',
  'sqs:DeleteMessageBatch': 'sqs:DeleteMessage',
  'sqs:ChangeMessageVisibilityBatch': 'sqs:ChangeMessageVisibility',
};

/** Nobody needs a right for it (STS API reference). */
const FREE = 'sts:GetCallerIdentity';

const IMPORTS = /import\s*\{([^}]*)\}\s*from\s*'@aws-sdk\/client-([a-z0-9-]+)'/g;

function callsOf(source: Source): readonly string[] {
  return [...codeOf(source).matchAll(IMPORTS)].flatMap(([, names = '', client = '']) =>
    names.split(',').flatMap((written) => {
      const name = written.trim();
      const call = /^(\w+)Command$/.exec(name)?.[1] ?? /^paginate(\w+)$/.exec(name)?.[1];
      const action = `${PREFIXES[client] ?? client}:${call}`;
      return call === undefined ? [] : [RIGHTS[action] ?? action];
    }),
  );
}

it('the operator’s policy of the docs allows the calls of mxp, and no others', () => {
  const used = new Set(program().flatMap(callsOf));
  const policy = JSON.parse(readFileSync('docs/operator-policy.json', 'utf8')) as {
    readonly Statement: readonly { readonly Action: string | readonly string[] }[];
  };
  const allowed = policy.Statement.flatMap(({ Action }) => Action);

  expect(used.size).toBeGreaterThan(20);
  expect([...used].filter((action) => action !== FREE).sort()).toEqual([...allowed].sort());
});
