import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** What lies in a queue, and where what fails goes. */
export interface QueueState {
  readonly url: string;
  readonly arn: string;
  /** About; messages in flight included. */
  readonly messages: number;
  readonly deadLettersTo?: string;
}

function deadLettersTo(policy: string | undefined) {
  const arn = policy && (JSON.parse(policy) as { deadLetterTargetArn?: string }).deadLetterTargetArn;
  return arn ? { deadLettersTo: arn } : {};
}

export async function inspectQueue(client: SQSClient, url: string): Promise<QueueState> {
  const { Attributes: found = {} } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }),
  );
  const visible = Number(found.ApproximateNumberOfMessages ?? 0);
  const inFlight = Number(found.ApproximateNumberOfMessagesNotVisible ?? 0);
  return {
    url,
    arn: found.QueueArn ?? '',
    messages: visible + inFlight,
    ...deadLettersTo(found.RedrivePolicy),
  };
}
