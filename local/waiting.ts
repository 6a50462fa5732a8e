import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { LocalClients } from './clients.ts';
import type { Stack } from './template/stack.ts';

const COUNTS = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesDelayed',
  'ApproximateNumberOfMessagesNotVisible',
] as const;

/** The URL of the stack's queue whose logical id begins with `name`, its dead-letter queue left aside. */
export function queueUrlOf(stack: Stack, name: string): string {
  const queue = stack.queues.find(
    (candidate) => candidate.name.startsWith(name) && !/Dlq|DeadLetter/i.test(candidate.name),
  );
  if (!queue) throw new Error(`the template has no queue ${name}`);
  return queue.url;
}

/** Messages of a queue, visible or not; exact on the local server. */
export async function countMessages({ sqs }: LocalClients, QueueUrl: string): Promise<number> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...COUNTS] }),
  );
  return COUNTS.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
}
