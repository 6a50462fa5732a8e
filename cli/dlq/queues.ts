import type { Deployment } from '../deployment.ts';

/** The queues whose messages may die, as commands name them, in the order of a mail's way. */
export const DEAD_QUEUES = ['outbound', 'priority', 'wake-up', 'delivery', 'feedback'] as const;
export type DeadQueue = (typeof DEAD_QUEUES)[number];

/** What a queue's messages are. */
export type LetterKind = 'mail' | 'wake-up' | 'feedback';

interface Facts {
  readonly kind: LetterKind;
  /** Who reads the queue. */
  readonly reader: 'throttler' | 'sender' | 'bounce function';
  readonly url: (deployment: Deployment) => string;
}

export const QUEUE_FACTS: Readonly<Record<DeadQueue, Facts>> = {
  outbound: { kind: 'mail', reader: 'throttler', url: ({ outboundQueueUrl }) => outboundQueueUrl },
  priority: { kind: 'mail', reader: 'throttler', url: ({ priorityQueueUrl }) => priorityQueueUrl },
  'wake-up': { kind: 'wake-up', reader: 'throttler', url: ({ wakeUpQueueUrl }) => wakeUpQueueUrl },
  delivery: { kind: 'mail', reader: 'sender', url: ({ deliveryQueueUrl }) => deliveryQueueUrl },
  feedback: { kind: 'feedback', reader: 'bounce function', url: ({ feedbackQueueUrl }) => feedbackQueueUrl },
};
