import { PublishBatchCommand, type SNSClient } from '@aws-sdk/client-sns';
import { SNS_BATCH_ENTRIES, SNS_MESSAGE_BYTES } from '../limits/sns.ts';
import { batchEvents, type OutcomeMessage } from '../outcome/batch.ts';
import type { Log } from '../ports/log.ts';
import type { OutcomePublisher } from '../ports/outcomes.ts';
import { type Packed, pack } from './pack.ts';
import { entryBytes } from './send-messages.ts';
import { type FailedEntry, sendPacked } from './send-packed.ts';

export interface TopicTarget {
  readonly client: SNSClient;
  readonly topicArn: string;
  readonly log: Log;
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
}

const LIMITS = { mostEntries: SNS_BATCH_ENTRIES, mostBytes: SNS_MESSAGE_BYTES };

const attributesOf = ({ attributes }: OutcomeMessage): Record<string, string> => ({ ...attributes });

const bytesOf = (message: OutcomeMessage): number =>
  entryBytes({ body: message.body, attributes: attributesOf(message) });

const toRequest = ({ at, entry }: Packed<OutcomeMessage>) => ({
  Id: String(at),
  Message: entry.body,
  MessageAttributes: Object.fromEntries(
    Object.entries(attributesOf(entry)).map(([name, StringValue]) => [
      name,
      { DataType: 'String', StringValue },
    ]),
  ),
});

async function publishBatch({ client, topicArn }: TopicTarget, entries: readonly Packed<OutcomeMessage>[]) {
  const batch = new PublishBatchCommand({
    TopicArn: topicArn,
    PublishBatchRequestEntries: entries.map(toRequest),
  });
  const { Failed: failed = [] } = await client.send(batch);
  return failed.map(
    ({ Id, Code, SenderFault }): FailedEntry => ({
      at: Number(Id),
      code: Code ?? 'unknown',
      again: SenderFault !== true,
    }),
  );
}

/** OutcomeTopic on SNS: as few messages and calls as their limits allow. */
export const createOutcomePublisher = (target: TopicTarget): OutcomePublisher => ({
  publish: async (events) => {
    const messages = batchEvents(events);
    const { calls, tooLarge } = pack(messages, bytesOf, LIMITS);
    const lost = await sendPacked(calls, {
      call: (batch) => publishBatch(target, batch),
      log: target.log,
      target: target.topicArn,
      ...(target.sleep ? { sleep: target.sleep } : {}),
    });
    const unpublished = [...tooLarge, ...lost].flatMap((at) => messages[at]?.events ?? []);
    return new Set(unpublished.map(({ eventId }) => eventId));
  },
});
