import type { AddressInfo } from 'node:net';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { buildApp } from 'fauxqs';

/** SQS, SNS and S3 of this test's own; `stop` ends them. */
export async function startMessaging() {
  const app = buildApp({ logger: false });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  const config = {
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  const sqs = new SQSClient(config);
  const sns = new SNSClient(config);
  const s3 = new S3Client({ ...config, forcePathStyle: true });

  const createQueue = async (name: string): Promise<string> => {
    const { QueueUrl: url = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
    return url;
  };
  const createBucket = async (name: string): Promise<string> => {
    await s3.send(new CreateBucketCommand({ Bucket: name }));
    return name;
  };
  /** A topic whose messages arrive in the queue as they are. */
  const createTopic = async (name: string, queueUrl: string): Promise<string> => {
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: name }));
    const { Attributes: attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['QueueArn'] }),
    );
    await sns.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: 'sqs',
        Endpoint: attributes?.['QueueArn'],
        Attributes: { RawMessageDelivery: 'true' },
      }),
    );
    return TopicArn ?? '';
  };
  /** All messages that wait in the queue now, hidden ones not. */
  const receiveAll = async (queueUrl: string) => {
    const messages: { readonly body: string; readonly attributes: Record<string, string> }[] = [];
    for (;;) {
      const request = {
        QueueUrl: queueUrl,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
        WaitTimeSeconds: 0,
      };
      const { Messages: received = [] } = await sqs.send(new ReceiveMessageCommand(request));
      if (received.length === 0) return messages;
      for (const { Body: body = '', MessageAttributes: all = {} } of received)
        messages.push({
          body,
          attributes: Object.fromEntries(
            Object.entries(all).map(([name, value]) => [name, value.StringValue ?? '']),
          ),
        });
    }
  };
  return {
    sqs,
    sns,
    s3,
    createQueue,
    createBucket,
    createTopic,
    receiveAll,
    stop: async () => {
      for (const client of [sqs, sns, s3]) client.destroy();
      await app.close();
    },
  };
}

export type LocalMessaging = Awaited<ReturnType<typeof startMessaging>>;
