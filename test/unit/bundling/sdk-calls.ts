import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetAccountCommand, SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { PublishBatchCommand, SNSClient } from '@aws-sdk/client-sns';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';

/** Makes a call of each kind that functions make, at one address; bundled in two ways by bundled-sdk.test.ts. */
export function callsAt(endpoint: string) {
  const options = { endpoint, region: 'eu-west-1', maxAttempts: 1 };
  const s3 = new S3Client({ ...options, forcePathStyle: true });
  const sqs = new SQSClient(options);
  const ses = new SESv2Client(options);
  const mail = { FromEmailAddress: 'a@b.test', Content: { Raw: { Data: Buffer.from('x') } } };
  const entries = [{ Id: '0', MessageBody: 'é' }];
  return {
    PutItem: () =>
      new DynamoDBClient(options).send(new PutItemCommand({ TableName: 'T', Item: { id: { S: 'é' } } })),
    SendMessageBatch: () =>
      sqs.send(new SendMessageBatchCommand({ QueueUrl: `${endpoint}/1/Q`, Entries: entries })),
    PublishBatch: () =>
      new SNSClient(options).send(
        new PublishBatchCommand({ TopicArn: 't', PublishBatchRequestEntries: [{ Id: '0', Message: 'm' }] }),
      ),
    GetObject: () => s3.send(new GetObjectCommand({ Bucket: 'bucket', Key: 'a key/é', Range: 'bytes=0-1' })),
    PutObject: () =>
      s3.send(new PutObjectCommand({ Bucket: 'bucket', Key: 'k', Body: 'é', IfNoneMatch: '*' })),
    GetSecretValue: () =>
      new SecretsManagerClient(options).send(new GetSecretValueCommand({ SecretId: 's' })),
    SendEmail: () => ses.send(new SendEmailCommand(mail)),
    GetAccount: () => ses.send(new GetAccountCommand({})),
  };
}

export type SdkCalls = ReturnType<typeof callsAt>;
