import { gzipSync } from 'node:zlib';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFeedSource } from '../../../shared/aws/feed-source.ts';
import { type Answer, CA, type FeedServer, serving, startFeedServer } from '../../support/feed-server.ts';

let server: FeedServer;
beforeAll(async () => {
  server = await startFeedServer();
});
afterAll(() => server.stop());

const s3 = new S3Client({ region: 'eu-west-1' });
const BODY = Buffer.from('{"v":1}');
const MOST = 1_000;

/** Long enough for this machine, short enough for a test that waits for its end. */
const PATIENCE = 20_000;
const SHORT = 300;

const fetchFrom = (
  address: string,
  {
    etag,
    timeLimitMillis = PATIENCE,
    ca = CA,
  }: { etag?: string; timeLimitMillis?: number; ca?: string } = {},
  path = 'feed.json',
) =>
  createFeedSource(address, { s3, ca, timeLimitMillis }).fetch(path, {
    mostBytes: MOST,
    ...(etag === undefined ? {} : { etag }),
  });

it.each(['', '/', '/feed.json'])('finds objects below an address that ends in rules%s', async (end) => {
  server.answers(serving({ 'feed.json': BODY, 'sets/a.json.gz': Buffer.from('set') }));
  const address = server.address.replace(/\/$/, end);
  expect(await fetchFrom(address)).toMatchObject({ kind: 'fetched', bytes: BODY });
  const set = await fetchFrom(address, {}, 'sets/a.json.gz');
  expect(set).toMatchObject({ kind: 'fetched', bytes: Buffer.from('set') });
  expect(server.asked.map(({ url }) => url)).toEqual(['/rules/feed.json', '/rules/sets/a.json.gz']);
});

it('asks whether the object has changed, and for no encoding', async () => {
  server.answers(serving({ 'feed.json': BODY }));
  const fetched = await fetchFrom(server.address);
  const etag = fetched.kind === 'fetched' ? fetched.etag : undefined;
  expect(etag).toMatch(/^"[0-9a-f]{16}"$/);
  expect(await fetchFrom(server.address, { etag: etag ?? '' })).toEqual({ kind: 'unchanged' });
  expect(await fetchFrom(server.address, { etag: '"other"' })).toMatchObject({ kind: 'fetched' });
  expect(server.asked.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, etag, '"other"']);
  expect(server.asked[0]?.headers['accept-encoding']).toBe('identity');
});

it('takes the object whatever type it is said to have', async () => {
  server.answers((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(BODY));
  expect(await fetchFrom(server.address)).toMatchObject({ kind: 'fetched', bytes: BODY });
});

it('keeps no etag that is none', async () => {
  server.answers((_, response) => response.writeHead(200, { etag: `"${'e'.repeat(300)}"` }).end(BODY));
  expect(await fetchFrom(server.address)).toEqual({ kind: 'fetched', bytes: BODY });
});

/** Nothing after the head for as long as it takes. */
const silent: Answer = () => undefined;
const headOnly: Answer = (_, response) => response.writeHead(200, { 'content-length': 10 }).flushHeaders();
const dripping: Answer = (_, response) => {
  response.writeHead(200);
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(timer));
};
const endless: Answer = (_, response) => {
  response.writeHead(200);
  const more = () => {
    while (response.write(Buffer.alloc(4_096)));
  };
  response.on('drain', more);
  more();
};
const redirecting =
  (status: number): Answer =>
  (_, response) =>
    response.writeHead(status, { location: 'https://elsewhere.example/feed.json' }).end();
const answering =
  (status: number, headers: Record<string, string | number> = {}, body: Uint8Array = BODY): Answer =>
  (_, response) =>
    response.writeHead(status, headers).end(body);
const cutOff: Answer = (_, response) => {
  response.writeHead(200, { 'content-length': 100 });
  response.write(BODY, () => response.destroy());
};
const cutOffInChunks: Answer = (_, response) => {
  response.writeHead(200);
  response.write(BODY, () => response.destroy());
};

it.each<{ what: string; answer: Answer; failure: string; text: string; limit?: number }>([
  { what: 'never answers', answer: silent, failure: 'slow', text: 'longer than 0.3 s', limit: SHORT },
  { what: 'stops after the head', answer: headOnly, failure: 'slow', text: 'longer', limit: SHORT },
  { what: 'drips', answer: dripping, failure: 'slow', text: 'longer', limit: SHORT },
  {
    what: 'announces too much',
    answer: answering(200, { 'content-length': MOST + 1 }, Buffer.alloc(MOST + 1)),
    failure: 'tooLarge',
    text: '1001',
  },
  { what: 'never ends', answer: endless, failure: 'tooLarge', text: 'goes on after 1000 bytes' },
  { what: 'is cut off', answer: cutOff, failure: 'truncated', text: 'aborted' },
  { what: 'is cut off in chunks', answer: cutOffInChunks, failure: 'truncated', text: 'aborted' },
  ...[301, 302, 303, 307, 308].map((status) => ({
    ...{ what: `redirects with ${status}`, answer: redirecting(status), failure: 'redirected' },
    text: 'it points to https://elsewhere.example/feed.json',
  })),
  ...[404, 410].map((status) => ({
    ...{ what: `answers ${status}`, answer: answering(status), failure: 'missing', text: String(status) },
  })),
  ...[429, 500, 503].map((status) => ({
    ...{ what: `answers ${status}`, answer: answering(status), failure: 'unreachable', text: String(status) },
  })),
  ...[204, 206, 401, 403].map((status) => ({
    ...{ what: `answers ${status}`, answer: answering(status), failure: 'refused', text: String(status) },
  })),
  {
    what: 'answers 304 unasked',
    answer: answering(304),
    failure: 'refused',
    text: '304 where nothing was known',
  },
  {
    what: 'packs what was asked for as it is',
    answer: answering(200, { 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(50_000))),
    failure: 'refused',
    text: 'encoded as gzip',
  },
])('calls a server that $what $failure', async ({ answer, failure, text, limit }) => {
  server.answers(answer);
  const fetched = await fetchFrom(server.address, limit === undefined ? {} : { timeLimitMillis: limit });
  expect(fetched).toEqual({ kind: 'failed', failure, text: expect.stringContaining(text) });
});

it('follows no redirect', async () => {
  server.answers((request, response) =>
    request.url === '/rules/feed.json'
      ? response.writeHead(302, { location: '/rules/other.json' }).end()
      : response.writeHead(200).end(BODY),
  );
  expect(await fetchFrom(server.address)).toMatchObject({ failure: 'redirected' });
  expect(server.asked).toHaveLength(1);
});

it('trusts no certificate but those of its authorities', async () => {
  server.answers(serving({ 'feed.json': BODY }));
  const unknown = await createFeedSource(server.address, { s3 }).fetch('feed.json', { mostBytes: MOST });
  expect(unknown).toMatchObject({ kind: 'failed', failure: 'refused' });
  const localhost = await fetchFrom(server.address.replace('127.0.0.1', 'localhost'));
  expect(localhost).toMatchObject({ failure: 'refused', text: expect.stringContaining('altnames') });
  expect(server.asked).toEqual([]);
});

it('calls a server that is not there unreachable', async () => {
  const gone = await startFeedServer();
  await gone.stop();
  expect(await fetchFrom(gone.address)).toMatchObject({ kind: 'failed', failure: 'unreachable' });
});

it.each([
  '../feed.json',
  '/feed.json',
  'sets/../../feed.json',
  'https://elsewhere.example/feed.json',
  '//elsewhere.example/x',
  'a b',
  'sets//x',
  '',
])('asks for no object outside the feed: %j', async (path) => {
  server.answers(serving({ 'feed.json': BODY }));
  const source = createFeedSource(server.address, { s3, ca: CA });
  expect(await source.fetch(path, { mostBytes: MOST })).toMatchObject({ kind: 'failed', failure: 'refused' });
  expect(server.asked).toEqual([]);
});

it.each(['http://127.0.0.1/', 'ftp://a/', 'https://user:secret@host/', 'https://host/?x=1', 's3://', 'feed'])(
  'takes no address such as %s',
  async (address) => {
    const fetched = await createFeedSource(address, { s3 }).fetch('feed.json', { mostBytes: MOST });
    expect(fetched).toMatchObject({ kind: 'failed', failure: 'refused' });
  },
);
