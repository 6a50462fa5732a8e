import type { Deployment } from '../deployment.ts';

/** The queues whose messages may die, as commands name them, in the order of a mail's way. */
export const DEAD_QUEUES = [
  'outbound',
  'priority',
  'wake-up',
  'delivery',
  'feedback',
  'returned-mail',
] as const;
export type DeadQueue = (typeof DEAD_QUEUES)[number];

/** What a queue's messages are. */
export type LetterKind = 'mail' | 'wake-up' | 'feedback' | 'returned mail';

interface Facts {
  readonly kind: LetterKind;
  /** Who reads the queue. */
  readonly reader: 'throttler' | 'sender' | 'bounce function' | 'reader of returned mail';
  /** Nowhere in a deployment that has no such queue. */
  readonly url: (deployment: Deployment) => string | undefined;
}

export const QUEUE_FACTS: Readonly<Record<DeadQueue, Facts>> = {
  outbound: { kind: 'mail', reader: 'throttler', url: ({ outboundQueueUrl }) => outboundQueueUrl },
  priority: { kind: 'mail', reader: 'throttler', url: ({ priorityQueueUrl }) => priorityQueueUrl },
  'wake-up': { kind: 'wake-up', reader: 'throttler', url: ({ wakeUpQueueUrl }) => wakeUpQueueUrl },
  delivery: { kind: 'mail', reader: 'sender', url: ({ deliveryQueueUrl }) => deliveryQueueUrl },
  feedback: { kind: 'feedback', reader: 'bounce function', url: ({ feedbackQueueUrl }) => feedbackQueueUrl },
  'returned-mail': {
    kind: 'returned mail',
    reader: 'reader of returned mail',
    url: ({ returnedMailQueueUrl }) => returnedMailQueueUrl,
  },
};

/** The queues that a deployment has. */
export const deadQueuesOf = (deployment: Deployment): readonly DeadQueue[] =>
  DEAD_QUEUES.filter((queue) => QUEUE_FACTS[queue].url(deployment) !== undefined);
