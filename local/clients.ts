import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Endpoints } from './endpoints.ts';

/** SDK clients of the local servers. */
export interface LocalClients {
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
  readonly s3: S3Client;
  readonly dynamodb: DynamoDBClient;
  publish(topicArn: string, message: string): Promise<void>;
  destroy(): void;
}

const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

/** Long polls of all pollers hold a socket each; the SDK's own limit is 50. */
const SOCKETS = { requestHandler: { httpAgent: { maxSockets: 500 } } } as const;

export function createLocalClients(
  endpoints: Pick<Endpoints, 'region' | 'sqs' | 'sns' | 's3' | 'dynamodb'>,
): LocalClients {
  const common = { region: endpoints.region, credentials: CREDENTIALS, ...SOCKETS };
  const sqs = new SQSClient({ ...common, endpoint: endpoints.sqs });
  const sns = new SNSClient({ ...common, endpoint: endpoints.sns });
  const s3 = new S3Client({ ...common, endpoint: endpoints.s3, forcePathStyle: true });
  const dynamodb = new DynamoDBClient({ ...common, endpoint: endpoints.dynamodb });
  return {
    sqs,
    sns,
    s3,
    dynamodb,
    publish: async (TopicArn, Message) => {
      await sns.send(new PublishCommand({ TopicArn, Message }));
    },
    destroy: () => {
      for (const client of [sqs, sns, s3, dynamodb]) client.destroy();
    },
  };
}
