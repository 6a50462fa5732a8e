import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetAccountCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { PublishBatchCommand, SNSClient } from '@aws-sdk/client-sns';
import { ReceiveMessageCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LocalHttp } from '../../../local/servers/http.ts';
import { RATE_EXCEEDED, SLOW_DOWN, THROTTLED } from '../../../scripts/faults/answers.ts';
import { type Call, letPass, type Meddle, startProxy } from '../../../scripts/faults/proxy.ts';
import type { Hands } from '../../../scripts/faults/scenario.ts';
import { sqsPartlyFailing } from '../../../scripts/faults/scenarios/sqs-partly-failing.ts';
import { type LocalMessaging, startMessaging } from '../../contract/local-messaging.ts';
import { seeded } from '../../property/world/random.ts';

const COMMON = {
  region: 'eu-west-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  maxAttempts: 1,
};

let local: LocalMessaging;
let proxy: LocalHttp;
let meddle: Meddle = letPass;
let calls: string[] = [];

const note = ({ service, operation }: Call) => calls.push(`${service} ${operation}`);

beforeAll(async () => {
  local = await startMessaging();
  const target = String((await local.sqs.config.endpoint?.())?.port);
  proxy = await startProxy(`http://127.0.0.1:${target}`, (call, forward) => {
    note(call);
    return meddle(call, forward);
  });
});
afterAll(async () => {
  await Promise.all([proxy.stop(), local.stop()]);
});
beforeEach(() => {
  meddle = letPass;
  calls = [];
});

const config = () => ({ ...COMMON, endpoint: proxy.url });
const throughProxy = (url: string) => url.replace(/^http:\/\/[^/]+/, proxy.url);

describe('the proxy', () => {
  it('hands calls through unchanged, bytes too, and knows each by its name', async () => {
    const s3 = new S3Client({ ...config(), forcePathStyle: true });
    await local.createBucket('pages');
    const bytes = new Uint8Array([0, 255, 31, 139, 8]);
    await s3.send(new PutObjectCommand({ Bucket: 'pages', Key: 'one', Body: bytes }));
    const got = await s3.send(new GetObjectCommand({ Bucket: 'pages', Key: 'one' }));
    expect(await got.Body?.transformToByteArray()).toEqual(bytes);
    const queue = await local.createQueue('Letters');
    const topic = await local.createTopic('Events', queue);
    await new SNSClient(config()).send(
      new PublishBatchCommand({
        TopicArn: topic,
        PublishBatchRequestEntries: [{ Id: '1', Message: 'hello' }],
      }),
    );
    expect(await local.receiveAll(queue)).toMatchObject([{ body: 'hello' }]);
    expect(calls).toEqual(['s3 PutObject', 's3 GetObject', 'sns PublishBatch']);
  });

  it.each([
    [
      'DynamoDB',
      THROTTLED[0],
      'ProvisionedThroughputExceededException',
      () => new DynamoDBClient(config()).send(new ListTablesCommand({})),
    ],
    [
      'DynamoDB',
      THROTTLED[1],
      'ThrottlingException',
      () => new DynamoDBClient(config()).send(new ListTablesCommand({})),
    ],
    [
      'SES',
      RATE_EXCEEDED,
      'TooManyRequestsException',
      () => new SESv2Client(config()).send(new GetAccountCommand({})),
    ],
    [
      'S3',
      SLOW_DOWN,
      'SlowDown',
      () =>
        new S3Client({ ...config(), forcePathStyle: true }).send(
          new GetObjectCommand({ Bucket: 'b', Key: 'k' }),
        ),
    ],
  ] as const)('refuses as %s does, and the SDK reads it as %s', async (_service, answer, name, call) => {
    meddle = async (_call, forward) => answer ?? forward();
    await expect(call()).rejects.toMatchObject({ name });
  });

  it('loses an answer whose call was carried out', async () => {
    const url = await local.createQueue('Lost');
    meddle = async (_call, forward) => {
      await forward();
      return 'lost';
    };
    const send = new SendMessageBatchCommand({
      QueueUrl: throughProxy(url),
      Entries: [{ Id: '1', MessageBody: 'taken' }],
    });
    await expect(new SQSClient(config()).send(send)).rejects.toThrow();
    expect(await local.receiveAll(url)).toMatchObject([{ body: 'taken' }]);
  });

  it('lets a part of a batch fail, and only the rest arrives', async () => {
    const url = await local.createQueue('Partly');
    let injected = 0;
    const hands = { random: seeded(3), inject: () => (injected += 1) } as unknown as Hands;
    meddle = await sqsPartlyFailing.begin(hands);
    const Entries = Array.from({ length: 10 }, (_, at) => ({ Id: String(at), MessageBody: `body ${at}` }));
    const { Successful = [], Failed = [] } = await new SQSClient(config()).send(
      new SendMessageBatchCommand({ QueueUrl: throughProxy(url), Entries }),
    );
    expect(Failed.length).toBe(injected);
    expect(Successful.length + Failed.length).toBe(10);
    expect(Failed.length).toBeGreaterThan(0);
    const { Messages = [] } = await local.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }),
    );
    expect(Messages.map(({ Body }) => Body).sort()).toEqual(Successful.map(({ Id }) => `body ${Id}`).sort());
  });
});
