import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { allow } from './allow.ts';
import { CONSUMERS, type ConsumedQueue } from './consumers.ts';

/** Has `fn` read the queue; the three rights are those that Lambda's poller needs (Lambda, "Using Lambda with SQS"). */
export function consume(fn: LambdaFunction, id: ConsumedQueue, queue: Queue, maxConcurrency?: number): void {
  const { batchSize, windowSeconds } = CONSUMERS[id];
  allow(fn, ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], queue.queueArn);
  new EventSourceMapping(fn, `From${id}`, {
    target: fn,
    eventSourceArn: queue.queueArn,
    batchSize,
    maxBatchingWindow: Duration.seconds(windowSeconds),
    reportBatchItemFailures: true,
    ...(maxConcurrency === undefined ? {} : { maxConcurrency }),
  });
}
