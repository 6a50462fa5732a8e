import { createHash } from 'node:crypto';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createContentSource } from '../../../shared/aws/content-source.ts';
import { type LocalMessaging, startMessaging } from '../../contract/local-messaging.ts';

let messaging: LocalMessaging;
beforeAll(async () => {
  messaging = await startMessaging();
  await messaging.createBucket('shared');
});
afterAll(() => messaging.stop());

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

async function store(key: string, text: string) {
  await messaging.s3.send(new PutObjectCommand({ Bucket: 'shared', Key: key, Body: Buffer.from(text) }));
  return { s3: `s3://shared/${key}`, sha256: sha256(text) };
}

/** An S3 that answers with an error of this name, and how often it was asked. */
function prepareFailing(...names: readonly string[]) {
  const mock = mockClient(S3Client);
  let asked = 0;
  mock.on(GetObjectCommand).callsFake(() => {
    const name = names[asked];
    asked += 1;
    throw Object.assign(new Error('S3 said so'), { name });
  });
  const source = createContentSource(new S3Client({ region: 'eu-west-1' }));
  return { source, asked: () => asked, restore: () => mock.restore() };
}

describe('contents in S3', () => {
  it('are the bytes that the reference names', async () => {
    const reference = await store('may/body.json', 'Grüße');
    const loaded = await createContentSource(messaging.s3).load(reference);
    expect(loaded).toMatchObject({ kind: 'found' });
    expect(loaded.kind === 'found' && Buffer.from(loaded.bytes).toString()).toBe('Grüße');
  });

  it('are read once, and then from memory', async () => {
    const reference = await store('once', 'once');
    const source = createContentSource(messaging.s3);
    await source.load(reference);
    await messaging.s3.send(new DeleteObjectCommand({ Bucket: 'shared', Key: 'once' }));
    expect(await source.load(reference)).toMatchObject({ kind: 'found' });
  });

  it('are read once for all who ask at the same time', async () => {
    const failing = prepareFailing('NoSuchKey', 'NoSuchKey');
    const reference = { s3: 's3://shared/x', sha256: 'aa' };
    await Promise.all(Array.from({ length: 10 }, () => failing.source.load(reference)));
    expect(failing.asked()).toBe(1);
    await failing.source.load(reference);
    expect(failing.asked()).toBe(2);
    failing.restore();
  });

  it('are refused when their hash is another', async () => {
    const { s3 } = await store('changed', 'changed');
    const loaded = await createContentSource(messaging.s3).load({ s3, sha256: sha256('original') });
    expect(loaded).toEqual({
      kind: 'invalid',
      text: `${s3}: its SHA-256 is ${sha256('changed')}, not the one named`,
    });
  });

  it.each([
    { s3: 's3://shared/none', text: 'there is no such object' },
    { s3: 's3://nowhere/none', text: 'there is no such bucket' },
    { s3: 'https://shared/none', text: 'expected s3://bucket/key' },
    { s3: 's3://shared/', text: 'expected s3://bucket/key' },
  ])('at $s3 cannot be had', async ({ s3, text }) => {
    const loaded = await createContentSource(messaging.s3).load({ s3, sha256: 'aa' });
    expect(loaded).toEqual({ kind: 'invalid', text: `${s3}: ${text}` });
  });

  it.each([
    { name: 'AccessDenied', kind: 'later', text: 'is its bucket among contentBuckets?' },
    { name: 'SlowDown', kind: 'later', text: 'could not be read: SlowDown' },
    { name: 'TimeoutError', kind: 'later', text: 'could not be read: TimeoutError' },
    { name: 'InternalError', kind: 'later', text: 'could not be read: InternalError' },
  ])('after $name of S3 are $kind', async ({ name, kind, text }) => {
    const failing = prepareFailing(name);
    const loaded = await failing.source.load({ s3: 's3://shared/x', sha256: 'aa' });
    expect(loaded).toEqual({ kind, text: expect.stringContaining(text) });
    failing.restore();
  });

  it('larger than SES takes are refused unread', async () => {
    const mock = mockClient(S3Client);
    mock.on(GetObjectCommand).resolves({ ContentLength: 40_000_001 });
    const source = createContentSource(new S3Client({ region: 'eu-west-1' }));
    expect(await source.load({ s3: 's3://shared/x', sha256: 'aa' })).toMatchObject({
      kind: 'invalid',
      text: expect.stringContaining('larger'),
    });
    mock.restore();
  });
});
