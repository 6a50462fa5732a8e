import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultEndpointResolver } from '../../../cdk/bundling/stand-ins/s3-endpoint.ts';
import { KEPT_ERRORS } from '../../../cdk/bundling/trim-sdk.ts';
import { dropUnusedMethods, UNUSED_METHODS } from '../../../cdk/bundling/trim-zod.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'mxp-trims-'));
let ruled: typeof defaultEndpointResolver;

beforeAll(async () => {
  const outfile = join(folder, 'rules.mjs');
  const rules = join(ROOT, 'node_modules/@aws-sdk/client-s3/dist-es/endpoint/endpointResolver.js');
  await build({
    entryPoints: [rules],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module'],
  });
  ruled = ((await import(pathToFileURL(outfile).href)) as { readonly defaultEndpointResolver: typeof ruled })
    .defaultEndpointResolver;
});
afterAll(() => rmSync(folder, { recursive: true }));

const sources = ['functions', 'shared'].flatMap((name) =>
  readdirSync(join(ROOT, name), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(ROOT, name, file), 'utf8')),
);
const schemas = sources.filter((text) => text.includes("from 'zod'"));

describe('the errors that keep their class', () => {
  it('are all that code of ours asks for by class; each service has its own beside them', () => {
    const asked = sources
      .filter((text) => text.includes("from '@aws-sdk/"))
      .flatMap((text) => [...text.matchAll(/instanceof (\w+)/g)].map(([, name = '']) => name))
      .filter((name) => name !== 'Error' && !name.endsWith('ServiceException'));
    expect(asked).toContain('NoSuchKey');
    expect(asked.filter((name) => !KEPT_ERRORS.includes(name))).toEqual([]);
  });
});

describe('the methods taken from zod', () => {
  it.each(UNUSED_METHODS)('are called by no schema of ours: %s', (name) => {
    // `z.email(…)` makes a schema and is no method; what a regular expression or a date is asked is none of zod's.
    const calls = schemas.filter((text) => new RegExp(`(?<!\\bz|z\\.iso)\\.${name}\\(`).test(text));
    expect(calls).toEqual([]);
  });

  it('are all gone from what is bundled, and nothing else is', () => {
    const source = readFileSync(join(ROOT, 'node_modules/zod/v4/classic/schemas.js'), 'utf8');
    const methods = (text: string) => [
      ...text.matchAll(/^ {4}(?:async )?(\w+)(?:\(.*\)|: (?:async )?function .*\)) \{$/gm),
    ];
    const namesIn = (text: string) => new Set(methods(text).map(([, name = '']) => name));
    const left = namesIn(dropUnusedMethods(source));
    expect([...namesIn(source)].filter((name) => !left.has(name)).toSorted()).toEqual(
      UNUSED_METHODS.toSorted(),
    );
  });
});

const REGIONS = ['us-east-1', 'eu-west-1', 'cn-north-1', 'us-gov-west-1', 'eusc-de-east-1', 'ap-southeast-7'];
const BUCKETS = ['mxp-state-1abc', 'feed.example.com', 'Old_Name', 'abc', undefined];
const SERVERS = [
  {},
  { Endpoint: 'http://127.0.0.1:4566', ForcePathStyle: true },
  { Endpoint: 'https://s3.example.test/base', ForcePathStyle: true },
  { ForcePathStyle: true },
];
const PLACES = REGIONS.flatMap((Region) =>
  BUCKETS.flatMap((Bucket) =>
    SERVERS.map((server) => ({ Region, ...(Bucket === undefined ? {} : { Bucket }), ...server })),
  ),
);

describe("the stand-in for S3's endpoint rules", () => {
  it.each(PLACES)('answers as the rules do: %j', (place) => {
    const { url, properties } = ruled(place);
    const own = defaultEndpointResolver(place);
    expect(own.url.href).toBe(url.href);
    expect(own.properties.authSchemes).toEqual(properties.authSchemes);
  });

  it.each([
    { Bucket: 'arn:aws:s3:eu-west-1:123456789012:accesspoint:a' },
    { Bucket: 'directory--usw2-az1--x-s3' },
    { Bucket: 'plain-bucket', UseFIPS: true },
    { Bucket: 'plain-bucket', UseDualStack: true },
  ])('refuses what it does not know: %j', (place) => {
    expect(() => defaultEndpointResolver({ Region: 'eu-west-1', ...place })).toThrow('no endpoint of S3');
  });
});
