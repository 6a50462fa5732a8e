import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRejectedQueue } from '../../../shared/aws/rejected-queue.ts';
import { createMemoryRejectedQueue } from '../../../shared/memory/rejected-queue.ts';
import { SILENT } from '../../../shared/ports/log.ts';
import { type LocalMessaging, startMessaging } from '../../contract/local-messaging.ts';

let messaging: LocalMessaging;
beforeAll(async () => {
  messaging = await startMessaging();
});
afterAll(() => messaging.stop());

let queues = 0;
async function prepare(bucket?: string) {
  queues += 1;
  const url = await messaging.createQueue(`rejected-${queues}`);
  const state = await messaging.createBucket(`state-${queues}`);
  const queue = createRejectedQueue({
    client: messaging.sqs,
    queueUrl: url,
    s3: messaging.s3,
    bucket: bucket ?? state,
    log: SILENT,
  });
  const objectOf = async (body: string): Promise<string> => {
    const [, Key = ''] = JSON.parse(body).s3.split(`s3://${state}/`);
    const { Body: content } = await messaging.s3.send(new GetObjectCommand({ Bucket: state, Key }));
    return (await content?.transformToString()) ?? '';
  };
  const objects = async () =>
    (await messaging.s3.send(new ListObjectsV2Command({ Bucket: state }))).Contents ?? [];
  return { queue, objectOf, objects, received: () => messaging.receiveAll(url) };
}

describe('the rejected queue', () => {
  it('carries the body as received, why it was rejected, and the id if there is one', async () => {
    const { queue, received, objects } = await prepare();
    expect(
      await queue.send([
        { body: '{"to"', reason: 'not JSON' },
        { body: '{}', reason: 'to: missing', id: 'm-1' },
      ]),
    ).toEqual(new Set());
    expect(await received()).toEqual([
      { body: '{"to"', attributes: { reason: 'not JSON' } },
      { body: '{}', attributes: { reason: 'to: missing', id: 'm-1' } },
    ]);
    expect(await objects()).toEqual([]);
  });

  it.each([
    { what: 'is too large', body: 'x'.repeat(1_048_576) },
    { what: 'has characters that SQS refuses', body: 'a\u{FFFF}b\u{0}' },
    { what: 'is empty', body: '' },
  ])('carries a body by reference that $what', async ({ body }) => {
    const { queue, received, objectOf } = await prepare();
    expect(await queue.send([{ body, reason: 'too large' }])).toEqual(new Set());
    const [message] = await received();
    expect(message?.attributes).toEqual({ reason: 'too large' });
    expect(await objectOf(message?.body ?? '')).toBe(body);
    expect(message?.body).toMatch(/^\{"s3":"s3:\/\/state-\d+\/rejected\/[0-9a-f]{64}"\}$/);
  });

  it('keeps one object of a body that is rejected twice', async () => {
    const { queue, objects } = await prepare();
    await queue.send([{ body: '\u{0}', reason: 'x' }]);
    await queue.send([{ body: '\u{0}', reason: 'x' }]);
    expect(await objects()).toHaveLength(1);
  });

  it.each([
    { reason: 'r'.repeat(256), kept: 'r'.repeat(256) },
    { reason: 'r'.repeat(257), kept: 'r'.repeat(256) },
    { reason: `${'r'.repeat(255)}👋`, kept: 'r'.repeat(255) },
    { reason: 'a\u{0}b', kept: 'a?b' },
    { reason: '', kept: 'no reason given' },
  ])('fits the reason $reason', async ({ reason, kept }) => {
    const { queue, received } = await prepare();
    await queue.send([{ body: '{}', reason }]);
    expect((await received())[0]?.attributes['reason']).toBe(kept);
  });

  it('answers the items whose body could not be stored, and sends the others', async () => {
    const { queue, received } = await prepare('no-such-bucket');
    const items = [
      { body: '\u{0}', reason: 'x' },
      { body: 'b', reason: 'y' },
      { body: '', reason: 'z' },
    ];
    expect(await queue.send(items)).toEqual(new Set([0, 2]));
    expect((await received()).map(({ body }) => body)).toEqual(['b']);
  });

  it('keeps in memory what it was given', async () => {
    const items: { body: string; reason: string }[] = [];
    expect(await createMemoryRejectedQueue(items).send([{ body: '{}', reason: 'x' }])).toEqual(new Set());
    expect(items).toEqual([{ body: '{}', reason: 'x' }]);
  });
});
