import type { Loader } from 'esbuild';
import { standIn } from './aliases.ts';
import { packArrays, packJson } from './pack-data.ts';
import { dropErrors, refuseClass } from './trim-sdk.ts';
import { dropUnusedMethods } from './trim-zod.ts';

/** Rewrites the source of some modules: esbuild by itself keeps what is never used, and writes data out as code. */
export interface Trim {
  /** The path of the module. */
  readonly path: RegExp;
  readonly reason: string;
  readonly rewrite: (source: string) => string;
  readonly loader: Loader;
}

/** `const _hH = "httpHeader";` */
const NAMED_TEXT = /^const (_\w*) = (".*");$/gm;

/** Computed keys that are one of the module's own texts, written out: `{ [_hH]: 1 }` is `{ "httpHeader": 1 }`. */
function writeKeysOut(source: string): string {
  const texts = new Map([...source.matchAll(NAMED_TEXT)].map(([, name = '', text = '']) => [name, text]));
  return source.replaceAll(/\[(_\w+)\]:/g, (key, name: string) => {
    const text = texts.get(name);
    return text === undefined ? key : `${text}:`;
  });
}

const EXPORTED = /^export (?:const|function|class) (\w+)/gm;
const EXPORTED_AS = /^export \{ \w+ as (\w+) \};$/gm;

/** The same exports, each of which throws when it is called. */
function refuseCalls(source: string): string {
  const names = [...source.matchAll(EXPORTED), ...source.matchAll(EXPORTED_AS)].map(([, name = '']) => name);
  const refuse = `const refuse = () => { throw new Error('JSON Schemas are made by scripts/, not in a function'); };`;
  return `${refuse}\nexport { ${names.map((name) => `refuse as ${name}`).join(', ')} };\n`;
}

const versionOnly = (source: string): string =>
  JSON.stringify({ version: (JSON.parse(source) as { readonly version: string }).version });

export const TRIMS: readonly Trim[] = [
  {
    path: /\/@aws-sdk\/[^.]*\/schemas\/schemas_\d+\.js$/,
    reason:
      'esbuild takes an object with a computed key for one that may have effects, so it keeps the schemas of all calls of a service for those of the few that are made, and of all errors',
    rewrite: (source) => dropErrors(writeKeysOut(source)),
    loader: 'js',
  },
  {
    path: /\/zod\/v4\/core\/(json-schema-processors|to-json-schema)\.js$/,
    reason: 'every zod schema can write itself as a JSON Schema; only scripts/write-schemas.ts asks for it',
    rewrite: refuseCalls,
    loader: 'js',
  },
  {
    path: /\/zod\/v4\/classic\/schemas\.js$/,
    reason: 'every zod schema has all methods, and they all the schemas that they make; functions call a few',
    rewrite: dropUnusedMethods,
    loader: 'js',
  },
  {
    path: /\/@aws-sdk\/client-s3\/dist-es\/endpoint\/endpointResolver\.js$/,
    reason: 'rules for kinds of buckets that we do not have: see the stand-in',
    rewrite: () => `export { defaultEndpointResolver } from ${JSON.stringify(standIn('s3-endpoint'))};`,
    loader: 'js',
  },
  {
    path: /\/(Sha1Js|Sha256Js)\.js$/,
    reason: 'the SDK computes hashes itself where Node is built without cryptography; Lambda has it',
    rewrite: refuseClass,
    loader: 'js',
  },
  {
    path: /\/@aws-sdk\/[^.]*\/package\.json$/,
    reason: 'clients name their version to AWS and need nothing else of their package.json',
    rewrite: versionOnly,
    loader: 'json',
  },
  {
    path: /\/rules\/shipped[^/]*\.json$/,
    reason: 'the shipped rules are in force until the first sync; packed they are a third',
    rewrite: packJson,
    loader: 'js',
  },
  {
    path: /\/tldts\/dist\/es6\/src\/data\/trie\.js$/,
    reason: 'the public suffix list is numbers and one long text; packed it is half',
    rewrite: packArrays,
    loader: 'js',
  },
];
