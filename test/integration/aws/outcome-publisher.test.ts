import { PublishBatchCommand, type PublishBatchCommandInput, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOutcomePublisher } from '../../../shared/aws/outcome-publisher.ts';
import { createMemoryOutcomePublisher } from '../../../shared/memory/outcome-publisher.ts';
import type { MailId } from '../../../shared/message/mail.ts';
import type { OutcomeEvent } from '../../../shared/outcome/event.ts';
import { SILENT } from '../../../shared/ports/log.ts';
import { type LocalMessaging, startMessaging } from '../../contract/local-messaging.ts';

let messaging: LocalMessaging;
beforeAll(async () => {
  messaging = await startMessaging();
});
afterAll(() => messaging.stop());

const event = (id: string, more: Partial<OutcomeEvent> = {}): OutcomeEvent => ({
  v: 1,
  eventId: `event-${id}`,
  id: id as MailId,
  kind: 'handedOver',
  campaign: 'may',
  stream: 'marketing',
  pool: 'default',
  at: '2026-11-23T20:00:00.000Z',
  ...more,
});
const events = (count: number, more: Partial<OutcomeEvent> = {}) =>
  Array.from({ length: count }, (_, at) => event(`m${at}`, more));

/** An SNS that answers as told, and its calls. */
function prepareFake(answer: (input: PublishBatchCommandInput, call: number) => object) {
  const mock = mockClient(SNSClient);
  const calls: PublishBatchCommandInput[] = [];
  mock.on(PublishBatchCommand).callsFake((input: PublishBatchCommandInput) => {
    calls.push(input);
    return answer(input, calls.length);
  });
  const client = new SNSClient({ region: 'eu-west-1' });
  const publisher = createOutcomePublisher({ client, topicArn: 'arn:x', log: SILENT, sleep: async () => {} });
  return { publisher, calls, restore: () => mock.restore() };
}
const entriesOf = (calls: readonly PublishBatchCommandInput[]) =>
  calls.map(({ PublishBatchRequestEntries: entries = [] }) => entries.length);

describe('the outcome publisher', () => {
  it('publishes events with the attributes that subscribers filter by', async () => {
    const queueUrl = await messaging.createQueue('outcomes');
    const topicArn = await messaging.createTopic('outcomes', queueUrl);
    const publisher = createOutcomePublisher({ client: messaging.sns, topicArn, log: SILENT });
    const { campaign: _none, ...expired } = event('m9', { kind: 'expired' });
    expect(await publisher.publish([event('m1'), event('m2'), expired])).toEqual(new Set());
    const received = await messaging.receiveAll(queueUrl);
    const byType = new Map(
      received.map(({ attributes, body }) => [attributes['type'], { attributes, body: JSON.parse(body) }]),
    );
    expect(byType.get('handedOver')).toEqual({
      attributes: { type: 'handedOver', campaign: 'may', stream: 'marketing' },
      body: { v: 1, events: [event('m1'), event('m2')] },
    });
    expect(byType.get('expired')).toEqual({
      attributes: { type: 'expired', stream: 'marketing' },
      body: { v: 1, events: [expired] },
    });
  });

  it('publishes nothing when there is nothing', async () => {
    const fake = prepareFake(() => ({}));
    expect(await fake.publisher.publish([])).toEqual(new Set());
    expect(fake.calls).toEqual([]);
    fake.restore();
  });

  it.each([
    { count: 500, entries: [10] },
    { count: 501, entries: [10, 1] },
  ])('publishes $count events in calls of $entries messages', async ({ count, entries }) => {
    const fake = prepareFake(() => ({}));
    await fake.publisher.publish(events(count));
    expect(entriesOf(fake.calls)).toEqual(entries);
    fake.restore();
  });

  it('keeps each call within 256 KB', async () => {
    const fake = prepareFake(() => ({}));
    await fake.publisher.publish(events(400, { metadata: { data: 'm'.repeat(1_000) } }));
    const bytesOf = ({ PublishBatchRequestEntries: entries = [] }: PublishBatchCommandInput) =>
      entries.reduce((sum, { Message: message = '' }) => sum + Buffer.byteLength(message), 0);
    expect(fake.calls.length).toBeGreaterThan(1);
    for (const call of fake.calls) expect(bytesOf(call)).toBeLessThanOrEqual(262_144);
    expect(fake.calls.flatMap(({ PublishBatchRequestEntries: entries = [] }) => entries)).not.toHaveLength(0);
    fake.restore();
  });

  it('answers every event of a message that SNS failed at three times', async () => {
    const fake = prepareFake(() => ({ Failed: [{ Id: '1', SenderFault: false, Code: 'InternalError' }] }));
    const unpublished = await fake.publisher.publish(events(51));
    expect(unpublished).toEqual(new Set(['event-m50']));
    expect(entriesOf(fake.calls)).toEqual([2, 1, 1]);
    fake.restore();
  });

  it('answers every event of a call that failed', async () => {
    const fake = prepareFake(() => {
      throw new Error('down');
    });
    expect(await fake.publisher.publish(events(3))).toEqual(new Set(['event-m0', 'event-m1', 'event-m2']));
    fake.restore();
  });

  it('tells of each event in memory', async () => {
    const told: OutcomeEvent[] = [];
    expect(await createMemoryOutcomePublisher((one) => told.push(one)).publish(events(2))).toEqual(new Set());
    expect(told).toEqual(events(2));
  });
});
