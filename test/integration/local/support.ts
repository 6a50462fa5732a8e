import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { startAwsMessaging } from '../../../local/servers/aws-messaging.ts';
import type { FunctionModel } from '../../../local/template/stack.ts';

/** Region and dummy credentials of every client. */
export const CLIENT_CONFIG = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
};

export async function startMessaging() {
  const server = await startAwsMessaging();
  const config = { ...CLIENT_CONFIG, endpoint: server.url };
  const clients = { sqs: new SQSClient(config), sns: new SNSClient(config), s3: new S3Client(config) };
  const stop = async () => {
    for (const client of Object.values(clients)) client.destroy();
    await server.stop();
  };
  return { ...clients, url: server.url, stop };
}

/** Creates a queue and answers its URL. */
export async function createQueue(sqs: SQSClient, name: string, attributes: Record<string, string> = {}) {
  const { QueueUrl = '' } = await sqs.send(
    new CreateQueueCommand({ QueueName: name, Attributes: attributes }),
  );
  return QueueUrl;
}

export async function sendAll(sqs: SQSClient, queueUrl: string, bodies: readonly string[]) {
  for (let from = 0; from < bodies.length; from += 10) {
    const Entries = bodies.slice(from, from + 10).map((MessageBody, n) => ({ Id: `m${n}`, MessageBody }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  }
}

/** Messages of a queue: waiting and in flight. */
export async function countsOf(sqs: SQSClient, queueUrl: string) {
  const command = new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] });
  const { Attributes: all = {} } = await sqs.send(command);
  return {
    waiting: Number(all['ApproximateNumberOfMessages']),
    inFlight: Number(all['ApproximateNumberOfMessagesNotVisible']),
  };
}

/** Writes a bundle and answers its function; `remove` deletes the folder. */
export function bundle(source: string, change: Partial<FunctionModel> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'mxp-bundle-'));
  const assetDir = join(folder, 'asset.test');
  mkdirSync(assetDir);
  writeFileSync(join(assetDir, 'index.mjs'), source);
  const model: FunctionModel = {
    name: 'Worker',
    arn: 'arn:aws:lambda:us-east-1:000000000000:function:Worker',
    assetDir,
    handler: 'index.handler',
    timeoutSeconds: 20,
    memoryMb: 256,
    environment: {},
    ...change,
  };
  return { model, remove: () => rmSync(folder, { recursive: true }) };
}

/** Whether a process lives. */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
