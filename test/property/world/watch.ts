import type { Log } from '../../../shared/ports/log.ts';

export type QueueName = 'outbound' | 'priority' | 'wakeUp' | 'delivery' | 'feedback';

/** Ports of the world that stand for calls to AWS. */
export type PortName =
  | 'quota'
  | 'trials'
  | 'unknownTexts'
  | 'backlog'
  | 'pages'
  | 'delivery'
  | 'doubts'
  | 'quarantine'
  | 'evidence'
  | 'deliveryQueue'
  | 'priorityQueue'
  | 'rejected'
  | 'outcomes'
  | 'wakeUps'
  | 'mailer';

/** How many messages make a batch, and how long they are waited for. */
export interface Mapping {
  readonly batchSize: number;
  readonly windowMillis: number;
}

/** Looks on while the world runs, and changes nothing of it. */
export interface Watch {
  /** The port, or one in its place that sees its calls. */
  tap<P extends object>(name: PortName, port: P): P;
  /** A function has answered a batch of so many messages in so many milliseconds. */
  invoked(queue: QueueName, messages: number, millis: number): void;
  readonly log: Log;
}
