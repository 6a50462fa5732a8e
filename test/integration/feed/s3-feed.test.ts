import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFeedSource } from '../../../shared/aws/feed-source.ts';
import { type LocalMessaging, startMessaging } from '../../contract/local-messaging.ts';

let messaging: LocalMessaging;
beforeAll(async () => {
  messaging = await startMessaging();
  await messaging.createBucket('feed');
  const put = (Key: string, Body: string) =>
    messaging.s3.send(new PutObjectCommand({ Bucket: 'feed', Key, Body }));
  await Promise.all([put('feed.json', 'top'), put('eu/rules/feed.json', 'below')]);
});
afterAll(() => messaging.stop());

const fetchFrom = (address: string, etag?: string, mostBytes = 100) =>
  createFeedSource(address, { s3: messaging.s3 }).fetch('feed.json', {
    mostBytes,
    ...(etag === undefined ? {} : { etag }),
  });

it.each([
  ['s3://feed', 'top'],
  ['s3://feed/', 'top'],
  ['s3://feed/feed.json', 'top'],
  ['s3://feed/eu/rules', 'below'],
  ['s3://feed/eu/rules/', 'below'],
])('finds the object at %s', async (address, text) => {
  const fetched = await fetchFrom(address);
  expect(fetched).toMatchObject({ kind: 'fetched', bytes: Buffer.from(text) });
});

it('reads an object once as long as it does not change', async () => {
  const fetched = await fetchFrom('s3://feed/');
  const etag = fetched.kind === 'fetched' ? fetched.etag : undefined;
  expect(etag).toMatch(/^"/);
  expect(await fetchFrom('s3://feed/', etag)).toEqual({ kind: 'unchanged' });
  expect(await fetchFrom('s3://feed/', '"other"')).toMatchObject({ kind: 'fetched' });
});

it.each([
  { what: 'an object that is not there', address: 's3://feed/us/', failure: 'missing' },
  { what: 'a bucket that is not there', address: 's3://nowhere/', failure: 'missing' },
])('calls $what $failure', async ({ address, failure }) => {
  expect(await fetchFrom(address)).toMatchObject({ kind: 'failed', failure });
});

it('takes no object larger than it may be', async () => {
  expect(await fetchFrom('s3://feed/', undefined, 2)).toMatchObject({ failure: 'tooLarge' });
  expect(await fetchFrom('s3://feed/', undefined, 3)).toMatchObject({ kind: 'fetched' });
});

it('calls an S3 that is not there unreachable', async () => {
  const other = await startMessaging();
  const endpoint = await other.s3.config.endpoint?.();
  await other.stop();
  const s3 = new S3Client({
    endpoint: `http://127.0.0.1:${endpoint?.port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
    forcePathStyle: true,
  });
  const fetched = await createFeedSource('s3://feed/', { s3 }).fetch('feed.json', { mostBytes: 9 });
  expect(fetched).toMatchObject({ kind: 'failed', failure: 'unreachable' });
});
