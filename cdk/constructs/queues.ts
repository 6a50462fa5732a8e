import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { CONSUMERS, type ConsumedQueue, type Consumer } from './consumers.ts';

/** The longest that SQS keeps a message (SQS, SetQueueAttributes). */
const RETENTION = Duration.days(14);

/** A message is tried for at least this long before it goes to the dead letters: an outage must not empty a queue. */
const LEAST_TRYING_SECONDS = 2 * 60 * 60;

/** Lambda asks for a visibility timeout of six function time-outs plus the window (Lambda, "Using Lambda with SQS"). */
const visibilitySeconds = ({ timeoutSeconds, windowSeconds }: Consumer): number =>
  6 * timeoutSeconds + windowSeconds;

const COMMON = {
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
  retentionPeriod: RETENTION,
} as const;

/** A queue that a function reads, with its dead letters. */
export function createConsumedQueue(scope: Construct, id: ConsumedQueue): Queue {
  const visibility = visibilitySeconds(CONSUMERS[id]);
  return new Queue(scope, id, {
    ...COMMON,
    visibilityTimeout: Duration.seconds(visibility),
    deadLetterQueue: {
      queue: new Queue(scope, id.replace('Queue', 'DeadLetters'), COMMON),
      maxReceiveCount: Math.ceil(LEAST_TRYING_SECONDS / visibility),
    },
  });
}

/** All queues of the pipeline; only RejectedQueue has no dead letters, for nothing but people reads it. */
export interface Queues {
  readonly outbound: Queue;
  readonly priority: Queue;
  readonly wakeUp: Queue;
  readonly delivery: Queue;
  readonly feedback: Queue;
  readonly rejected: Queue;
}

function createRejectedQueue(scope: Construct): Queue {
  const queue = new Queue(scope, 'RejectedQueue', COMMON);
  acknowledge(queue, 'SQS3', 'No function reads it, so no message is ever received too often');
  return queue;
}

export const createQueues = (scope: Construct): Queues => ({
  outbound: createConsumedQueue(scope, 'OutboundQueue'),
  priority: createConsumedQueue(scope, 'PriorityQueue'),
  wakeUp: createConsumedQueue(scope, 'WakeUpQueue'),
  delivery: createConsumedQueue(scope, 'DeliveryQueue'),
  feedback: createConsumedQueue(scope, 'FeedbackQueue'),
  rejected: createRejectedQueue(scope),
});
