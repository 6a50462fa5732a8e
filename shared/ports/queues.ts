import type { Envelope } from '../message/envelope.ts';
import type { QuotaKey } from '../quota/key.ts';

/** A mail on a queue of ours: the body is the very string received. */
export interface QueuedMail {
  readonly body: string;
  readonly envelope: Envelope;
}

export interface OutgoingMail extends QueuedMail {
  /** 0–900; more is refused by the port. */
  readonly delaySeconds: number;
}

/** Sends in as few calls as the queue's limits allow; answers the indexes that were not taken. */
export interface MailQueue {
  send(mails: readonly OutgoingMail[]): Promise<ReadonlySet<number>>;
}

/** A key's one reminder that its backlog may move on; stale when the key's `wakeNo` has moved on. */
export interface WakeUp {
  readonly key: QuotaKey;
  readonly wakeNo: number;
}

export interface WakeUpQueue {
  /** `delaySeconds` 0–900. A lost wake-up is found by the sweeper, so this answers nothing. */
  send(wakeUps: readonly (WakeUp & { readonly delaySeconds: number })[]): Promise<void>;
}

export interface Rejected {
  readonly body: string;
  readonly reason: string;
  readonly id?: string;
}

/** Where input goes that cannot be a mail; nothing reads it but people. Answers the indexes that were not taken. */
export interface RejectedQueue {
  send(items: readonly Rejected[]): Promise<ReadonlySet<number>>;
}
