import { SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import type { OutcomeEvent } from '../shared/outcome/event.ts';
import type { LocalClients } from './clients.ts';

/** A subscriber of OutcomeTopic, as upstream would have one. */
export interface OutcomeCollector {
  /** Distinct events so far, by `eventId`. */
  readonly events: ReadonlyMap<string, OutcomeEvent>;
  /** Reads until the queue has stayed empty for one poll, then stops. */
  finish(): Promise<void>;
}

const QUEUE_NAME = 'demo-outcomes';

/** Subscribes a queue of its own and reads it in the background. */
export async function collectOutcomes(
  { sqs, sns }: LocalClients,
  topicArn: string,
): Promise<OutcomeCollector> {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: QUEUE_NAME }));
  const arn = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  const Endpoint = arn.Attributes?.['QueueArn'];
  const Attributes = { RawMessageDelivery: 'true' };
  await sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: 'sqs', Endpoint, Attributes }));

  const events = new Map<string, OutcomeEvent>();
  let finishing = false;
  const take = async (messages: readonly Message[]) => {
    for (const { Body = '' } of messages)
      for (const event of (JSON.parse(Body) as { events: readonly OutcomeEvent[] }).events)
        events.set(event.eventId, event);
    const Entries = messages.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  };
  const read = async () => {
    for (;;) {
      const last = finishing;
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
      );
      if (Messages.length > 0) await take(Messages);
      else if (last) return;
    }
  };
  const reading = read();
  return {
    events,
    finish: () => {
      finishing = true;
      return reading;
    },
  };
}
