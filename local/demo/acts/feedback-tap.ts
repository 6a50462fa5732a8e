import { SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import type { LocalClients } from '../../clients.ts';

/** A Bounce event as SES published it. */
export interface TappedBounce {
  readonly json: string;
  readonly mailId: string;
  readonly recipient: string;
  readonly status: string;
}

/** A second reader of FeedbackTopic, for events to repeat and to forge. */
export interface FeedbackTap {
  readonly bounces: readonly TappedBounce[];
  stop(): Promise<void>;
}

interface RawEvent {
  readonly eventType?: string;
  readonly mail?: { readonly tags?: Readonly<Record<string, readonly string[]>> };
  readonly bounce?: {
    readonly bouncedRecipients: readonly { readonly emailAddress: string; readonly status?: string }[];
  };
}

function readBounce(json: string): readonly TappedBounce[] {
  const { eventType, mail, bounce } = JSON.parse(json) as RawEvent;
  const [recipient] = bounce?.bouncedRecipients ?? [];
  const [mailId] = mail?.tags?.['mxp-id'] ?? [];
  if (eventType !== 'Bounce' || !recipient || mailId === undefined) return [];
  return [{ json, mailId, recipient: recipient.emailAddress, status: recipient.status ?? '' }];
}

/** Subscribes a queue of its own and reads it in the background. */
export async function tapFeedback({ sqs, sns }: LocalClients, topicArn: string): Promise<FeedbackTap> {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'demo-feedback' }));
  const arn = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  const Attributes = { RawMessageDelivery: 'true' };
  const Endpoint = arn.Attributes?.['QueueArn'];
  await sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: 'sqs', Endpoint, Attributes }));
  const bounces: TappedBounce[] = [];
  let stopped = false;
  const read = async () => {
    while (!stopped) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
      );
      bounces.push(...Messages.flatMap(({ Body = '{}' }) => readBounce(Body)));
      const Entries = Messages.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }));
      if (Entries.length > 0) await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    }
  };
  const reading = read();
  return {
    bounces,
    stop: () => {
      stopped = true;
      return reading;
    },
  };
}
