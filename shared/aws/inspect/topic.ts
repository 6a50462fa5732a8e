import { GetTopicAttributesCommand, type SNSClient } from '@aws-sdk/client-sns';

/** How many listen to a topic, and how many have yet to confirm. */
export interface TopicState {
  readonly arn: string;
  readonly confirmed: number;
  readonly pending: number;
}

export async function inspectTopic(client: SNSClient, arn: string): Promise<TopicState> {
  const { Attributes: found = {} } = await client.send(new GetTopicAttributesCommand({ TopicArn: arn }));
  return {
    arn,
    confirmed: Number(found['SubscriptionsConfirmed'] ?? 0),
    pending: Number(found['SubscriptionsPending'] ?? 0),
  };
}
