import { createHash, generateKeyPairSync } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFeedSource } from '../../../shared/aws/feed-source.ts';
import { createMemoryRulesStore } from '../../../shared/memory/rules-store.ts';
import { SILENT } from '../../../shared/ports/log.ts';
import { lintErrors } from '../../../shared/rule-sync/lint-errors.ts';
import type { SyncPorts } from '../../../shared/rule-sync/ports.ts';
import { syncRules } from '../../../shared/rule-sync/sync.ts';
import { encodeRuleSet, MOST_UNPACKED_BYTES } from '../../../shared/rules/codec.ts';
import type { RuleSetData } from '../../../shared/rules/schema.ts';
import { AT, limited, type Objects, release, rules, TRUSTED } from '../../support/feed-releases.ts';
import { type Answer, CA, type FeedServer, serving, startFeedServer } from '../../support/feed-server.ts';

let server: FeedServer;
beforeAll(async () => {
  server = await startFeedServer();
});
afterAll(() => server.stop());

const s3 = new S3Client({ region: 'eu-west-1' });
const FIRST = rules('1.0.0', limited('100/h'));
const SECOND = rules('2.0.0', limited('90/h'));

/** Linting the bounce rules takes a second. */
const linted = new Map<string, readonly string[]>();
const lintOnce = (data: RuleSetData): readonly string[] => {
  const { name } = encodeRuleSet(data);
  const errors = linted.get(name) ?? lintErrors(data);
  linted.set(name, errors);
  return errors;
};

let ports: SyncPorts;
let counted: string[];
beforeEach(async () => {
  counted = [];
  ports = {
    store: createMemoryRulesStore(),
    shipped: rules('0.9.0'),
    clock: { now: () => AT },
    source: createFeedSource(server.address, { s3, ca: CA, timeLimitMillis: 500 }),
    address: server.address,
    trusted: TRUSTED,
    lint: lintOnce,
    log: { ...SILENT, count: (metric) => void counted.push(metric) },
  };
  server.answers(serving(release(FIRST, { sequence: 5 })));
  expect(await syncRules(ports)).toMatchObject({ kind: 'activated', version: '1.0.0' });
  counted.length = 0;
});

const inForce = async () => (await ports.store.state()).pointer;

describe('a synchronisation over HTTPS', () => {
  it('puts a release in force, and asks no more than it has to', async () => {
    expect(await inForce()).toEqual({ current: encodeRuleSet(FIRST).name, activatedAt: AT });
    server.answers(serving(release(FIRST, { sequence: 5 })));
    expect(await syncRules(ports)).toEqual({ kind: 'unchanged', version: '1.0.0' });
    expect(server.asked.map(({ url }) => url)).toEqual(['/rules/feed.json']);
    server.answers(serving(release(SECOND, { sequence: 6 })));
    expect(await syncRules(ports)).toMatchObject({
      kind: 'activated',
      version: '2.0.0',
      lines: [expect.stringContaining('northmail')],
    });
    const { feed } = await ports.store.state();
    expect(feed).toMatchObject({ sequence: 6, version: '2.0.0', checkedAt: AT });
  });
});

const good = release(SECOND, { sequence: 6 });
const setName = Object.keys(good).find((name) => name.startsWith('sets/')) ?? '';
const packed = good[setName] ?? new Uint8Array();
const stranger = generateKeyPairSync('ed25519').privateKey;

/** The second release with one byte of an object another one. */
const flipped = (name: string): Objects => {
  const bytes = Uint8Array.from(good[name] ?? []);
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return { ...good, [name]: bytes };
};

/** A release of an object that is not what encodeRuleSet would make of rules. */
const releaseOf = (bytes: Uint8Array): Objects => release(SECOND, { sequence: 6, bytes });

const withoutSet = { 'feed.json': good['feed.json'] ?? new Uint8Array() };
const onSet =
  (answer: Answer): Answer =>
  (request, response) =>
    (request.url?.includes('/sets/') ? answer : serving(good))(request, response);

/** 25 MB of spaces, which pack to some 25 KB. */
const bomb = gzipSync(Buffer.alloc(MOST_UNPACKED_BYTES + 5_000_000, ' '));

const shadowed = rules('2.0.0', (data) => ({
  ...data,
  bounces: data.bounces.map((rule, at) => (at === 0 ? { ...rule, patterns: ['(unclosed'] } : rule)),
}));

it.each<{ what: string; answer: Answer; code: string }>([
  { what: 'that never answers', answer: () => undefined, code: 'slow' },
  { what: 'whose set never comes', answer: onSet(() => undefined), code: 'slow' },
  {
    what: 'whose manifest is huge',
    answer: (_, response) => response.writeHead(200).end(Buffer.alloc(70_000, ' ')),
    code: 'tooLarge',
  },
  {
    what: 'whose set is longer than signed',
    answer: onSet((_, response) => response.writeHead(200).end(Buffer.concat([packed, packed]))),
    code: 'tooLarge',
  },
  {
    what: 'whose set is cut off',
    answer: onSet((_, response) => {
      response.writeHead(200, { 'content-length': packed.length });
      response.write(packed.subarray(0, 100), () => response.destroy());
    }),
    code: 'truncated',
  },
  {
    what: 'whose set is cut off in silence',
    answer: onSet((_, response) => response.writeHead(200).end(packed.subarray(0, 100))),
    code: 'altered',
  },
  { what: 'whose set is a bomb', answer: serving(releaseOf(bomb)), code: 'invalid' },
  { what: 'whose set is no gzip', answer: serving(releaseOf(Buffer.from('{}'))), code: 'invalid' },
  { what: 'whose set is no JSON', answer: serving(releaseOf(gzipSync('<html>'))), code: 'invalid' },
  { what: 'whose set is no rule set', answer: serving(releaseOf(gzipSync('{"v":1}'))), code: 'invalid' },
  {
    what: 'whose set is of another version',
    answer: serving(releaseOf(encodeRuleSet(FIRST).bytes)),
    code: 'altered',
  },
  { what: 'whose rules do not work', answer: serving(release(shadowed, { sequence: 6 })), code: 'lint' },
  {
    what: 'that redirects elsewhere',
    answer: (_, response) => response.writeHead(302, { location: 'https://elsewhere.example/' }).end(),
    code: 'redirected',
  },
  {
    what: 'that redirects to itself',
    answer: onSet((request, response) => response.writeHead(301, { location: request.url ?? '' }).end()),
    code: 'redirected',
  },
  {
    what: 'with a stranger as publisher',
    answer: serving(release(SECOND, { sequence: 6, key: stranger })),
    code: 'unsigned',
  },
  {
    what: 'whose manifest was changed',
    answer: serving(flipped('feed.json')),
    code: expect.stringMatching(/unsigned|malformed/),
  },
  { what: 'whose set was changed', answer: serving(flipped(setName)), code: 'altered' },
  {
    what: 'that answers with a page',
    answer: (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    code: 'malformed',
  },
  { what: 'with an older release', answer: serving(release(SECOND, { sequence: 4 })), code: 'replayed' },
  {
    what: 'with another release of the same number',
    answer: serving(release(SECOND, { sequence: 5 })),
    code: 'replayed',
  },
  {
    what: 'with a longer life of the same number',
    answer: serving(release(FIRST, { sequence: 5, expiresAt: AT * 2 })),
    code: 'replayed',
  },
  { what: 'with half a release', answer: serving(withoutSet), code: 'missing' },
  { what: 'with nothing at all', answer: serving({}), code: 'missing' },
  { what: 'that is broken', answer: (_, response) => response.writeHead(500).end(), code: 'unreachable' },
  {
    what: 'that packs what it sends',
    answer: (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{}')),
    code: 'refused',
  },
])('a feed $what changes no rule, and the next good release does', async ({ answer, code }) => {
  const before = await ports.store.state();
  server.answers(answer);
  expect(await syncRules(ports)).toEqual({ kind: 'failed', code, text: expect.any(String) });
  const after = await ports.store.state();
  expect(after.pointer).toEqual(before.pointer);
  expect(after.feed).toEqual({ ...before.feed, failed: { at: AT, code, text: expect.any(String) } });
  expect(await ports.store.history()).toHaveLength(1);
  expect(counted).toEqual(['RulesSyncFailed']);

  server.answers(serving(good));
  expect(await syncRules(ports)).toMatchObject({ kind: 'activated', version: '2.0.0' });
  expect((await ports.store.state()).feed).not.toHaveProperty('failed');
});

it('takes the same bytes whatever type they are said to be of', async () => {
  server.answers((request, response) => {
    response.setHeader('content-type', 'text/html');
    serving(good)(request, response);
  });
  expect(await syncRules(ports)).toMatchObject({ kind: 'activated' });
});

it('names a set by the hash of its bytes', () => {
  expect(setName).toBe(`sets/${createHash('sha256').update(packed).digest('hex')}.json.gz`);
});
