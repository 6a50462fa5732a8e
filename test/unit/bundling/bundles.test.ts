import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALIASES } from '../../../cdk/bundling/aliases.ts';
import { bundleFunction } from '../../../cdk/bundling/bundle.ts';
import { packArrays, packJson } from '../../../cdk/bundling/pack-data.ts';
import { TRIMS } from '../../../cdk/bundling/trims.ts';
import { weighBundle } from '../../../cdk/bundling/weigh.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const FUNCTIONS = ['throttler', 'sender', 'bounce', 'sweeper', 'rule-sync'] as const;
const bundles = new Map<string, Metafile>();
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mxp-bundles-'));
  for (const name of FUNCTIONS)
    bundles.set(name, await bundleFunction(join(ROOT, 'functions', name, 'handler.ts'), join(folder, name)));
});
afterAll(() => rmSync(folder, { recursive: true }));

const inputsOf = (name: string): readonly string[] => Object.keys(bundles.get(name)?.inputs ?? {});
const allInputs = () => FUNCTIONS.flatMap(inputsOf);
/** Whether the file that is loaded first holds a text; the file itself would fill screens. */
const holds = (name: string, text: string): boolean =>
  readFileSync(join(folder, name, 'index.mjs'), 'utf8').includes(text);

/** Bytes of modules that fit, in what a function's files hold. */
const bytesOf = (name: string, pattern: RegExp): number =>
  Object.values(bundles.get(name)?.outputs ?? {})
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([path]) => pattern.test(path))
    .reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);

/** Evaluates a module's text. */
const moduleOf = (text: string): Promise<Readonly<Record<string, unknown>>> =>
  import(`data:text/javascript,${encodeURIComponent(text)}`);

describe('the bundles of functions', () => {
  it.each(TRIMS.map(({ path }) => path))('hold modules that %s is for', (path) => {
    expect(allInputs().some((input) => path.test(`/${input}`))).toBe(true);
  });

  it.each(Object.values(ALIASES))('hold the stand-in %s', (file) => {
    expect(allInputs().some((input) => file.endsWith(input))).toBe(true);
  });

  it.each(FUNCTIONS)('know no source of credentials but the environment: %s', (name) => {
    const sources = inputsOf(name).filter((path) => /credential-provider|nested-clients/.test(path));
    expect(sources.filter((path) => !path.includes('/credential-provider-env/'))).toEqual([]);
    expect(bytesOf(name, /credential-provider-env/)).toBeGreaterThan(0);
  });

  it('hold no schemas of calls that are never made', () => {
    expect(holds('bounce', 'GetObjectRequest')).toBe(true);
    expect(holds('bounce', 'SelectObjectContent')).toBe(false);
    expect(bytesOf('sender', /client-sesv2\/dist-es\/schemas/)).toBeLessThan(10_000);
  });

  it('refuse to make a JSON Schema, and say where they are made', () => {
    expect(holds('throttler', 'JSON Schemas are made by scripts/')).toBe(true);
  });

  it('of the sender leave S3 for later', () => {
    const metafile = bundles.get('sender');
    if (!metafile) throw new Error('not bundled');
    const { start, all } = weighBundle(metafile, ROOT);
    expect(all - start).toBeGreaterThan(50_000);
    expect(holds('sender', 'GetObjectRequest')).toBe(false);
  });
});

describe('packed data', () => {
  it.each(['shipped.json', 'shipped-mx.json'])('is the same data: rules/%s', async (file) => {
    const source = readFileSync(join(ROOT, 'rules', file), 'utf8');
    const packed = packJson(source);
    expect((await moduleOf(packed))['default']).toEqual(JSON.parse(source));
    expect(packed.length).toBeLessThan(source.length / 2);
  });

  it('is the same data: the public suffix list', async () => {
    const path = join(ROOT, 'node_modules/tldts/dist/es6/src/data/trie.js');
    const source = readFileSync(path, 'utf8');
    const packed = packArrays(source);
    expect(packed.length).toBeLessThan(source.length / 2);
    const [one, other] = await Promise.all([moduleOf(packed), import(path)]);
    expect({ ...one }).toEqual({ ...other });
  });
});
