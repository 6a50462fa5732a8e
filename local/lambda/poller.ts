import { setTimeout as pause } from 'node:timers/promises';
import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { EventSourceMapping } from '../template/stack.ts';
import { doneOf } from './batch-result.ts';
import { collectBatch } from './collect-batch.ts';
import type { InvokeResult } from './invocation.ts';
import { sqsRecord } from './sqs-event.ts';

export interface PollerOptions {
  readonly mapping: EventSourceMapping;
  readonly queueUrl: string;
  /** Needs a socket per unit of concurrency: the SDK's own limit is 50. */
  readonly sqs: SQSClient;
  readonly invoke: (event: unknown) => Promise<InvokeResult>;
  /** Invocations at once, when the mapping asks for no less. */
  readonly concurrency: number;
  /** Gets what went wrong in receiving and deleting; the poller goes on. */
  readonly onError: (error: unknown) => void;
}

/** An event source mapping of SQS, as Lambda's pollers run it. */
export interface Poller {
  /** No new receives; answers when running invocations have ended and their messages are settled. */
  stop(): Promise<void>;
}

const PAUSE_AFTER_ERROR_MILLIS = 200;
/** DeleteMessageBatch takes ten entries. */
const MOST_PER_DELETE = 10;

/** Each lane receives, invokes and settles in turn, so nothing is received that cannot run. */
export function startPoller(options: PollerOptions): Poller {
  const { mapping, concurrency } = options;
  const lanes = Math.max(1, Math.min(mapping.maxConcurrency ?? concurrency, concurrency));
  let stopping = false;
  const lane = async () => {
    while (!stopping) {
      try {
        await runBatch(options, () => stopping);
      } catch (error) {
        options.onError(error);
        await pause(PAUSE_AFTER_ERROR_MILLIS);
      }
    }
  };
  const running = Promise.all(Array.from({ length: lanes }, lane));
  return {
    stop: async () => {
      stopping = true;
      await running;
    },
  };
}

async function runBatch(options: PollerOptions, stopping: () => boolean): Promise<void> {
  const { mapping } = options;
  const messages = await collectBatch({
    receive: (most, waitSeconds) => receive(options, most, waitSeconds),
    batchSize: mapping.batchSize,
    windowSeconds: mapping.windowSeconds,
    stopping,
  });
  if (messages.length === 0) return;
  const result = await options.invoke({
    Records: messages.map((message) => sqsRecord(message, mapping.queueArn)),
  });
  const ids = messages.map(({ MessageId = '' }) => MessageId);
  const done = new Set(doneOf(ids, result, mapping.reportsBatchItemFailures));
  await settle(
    options,
    messages.filter(({ MessageId = '' }) => done.has(MessageId)),
  );
}

async function receive(
  { sqs, queueUrl }: PollerOptions,
  most: number,
  waitSeconds: number,
): Promise<readonly Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: most,
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    }),
  );
  return Messages;
}

/** Deletes what is done; the rest comes back after its visibility timeout. */
async function settle({ sqs, queueUrl, onError }: PollerOptions, done: readonly Message[]): Promise<void> {
  const calls = Array.from({ length: Math.ceil(done.length / MOST_PER_DELETE) }, async (_call, index) => {
    const part = done.slice(index * MOST_PER_DELETE, (index + 1) * MOST_PER_DELETE);
    const Entries = part.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }));
    const { Failed = [] } = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    for (const failure of Failed)
      onError(new Error(`a message was not deleted: ${failure.Code} ${failure.Message}`));
  });
  await Promise.all(calls);
}
