import { SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { LocalClients } from '../../../../local/clients.ts';
import type { Notice } from '../../../../shared/notice/notice.ts';

/** An operator's subscription of NoticeTopic; `next` answers the notice that comes next. */
export async function subscribeToNotices({ sqs, sns }: LocalClients, topicArn: string) {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'test-notices' }));
  const arn = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  const Endpoint = arn.Attributes?.['QueueArn'];
  const Attributes = { RawMessageDelivery: 'true' };
  await sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: 'sqs', Endpoint, Attributes }));
  return {
    next: async (): Promise<Notice> => {
      const { Messages: [message] = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 1, WaitTimeSeconds: 5 }),
      );
      return JSON.parse(message?.Body ?? 'null');
    },
  };
}
