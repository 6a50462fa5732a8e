import { SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import type { OutcomeEvent } from '../../shared/outcome/event.ts';
import type { Cloud } from './cloud.ts';

/** A queue subscribed to OutcomeTopic, as upstream would have one. */
export interface Subscriber {
  /** All distinct events so far. */
  events(): Promise<readonly OutcomeEvent[]>;
}

const QUEUE_NAME = 'upstream-outcomes';

export async function subscribe({ sqs, sns }: Cloud, TopicArn: string): Promise<Subscriber> {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: QUEUE_NAME }));
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const raw = { RawMessageDelivery: 'true' };
  const Endpoint = Attributes['QueueArn'];
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes: raw }));
  const byId = new Map<string, OutcomeEvent>();
  const receive = async (): Promise<boolean> => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    for (const { Body = '' } of Messages)
      for (const event of (JSON.parse(Body) as { readonly events: readonly OutcomeEvent[] }).events)
        byId.set(event.eventId, event);
    if (Messages.length === 0) return false;
    const Entries = Messages.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    return true;
  };
  return {
    events: async () => {
      while (await receive()) {
        // Until the queue is empty.
      }
      return [...byId.values()];
    },
  };
}
