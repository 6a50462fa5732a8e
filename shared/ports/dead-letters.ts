import type { EpochMillis } from '../time/units.ts';

/** A message that its queue's function could not settle, as the dead-letter queue holds it. */
export interface DeadLetter {
  /** SQS's own id of the message. */
  readonly id: string;
  /** Names this one receive; a later receive makes it stale. */
  readonly receipt: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, LetterAttribute>>;
  /** MessageGroupId, by which SQS is fair between campaigns. */
  readonly group?: string;
  /** When it first came into its own queue: SQS counts its 14 days from then. */
  readonly sentAt: EpochMillis;
  /** How often it was received, by its function and by those who looked. */
  readonly receives: number;
}

/** A message attribute, of whatever type its sender gave it. */
export interface LetterAttribute {
  readonly type: string;
  readonly text?: string;
  readonly binary?: Uint8Array;
}

/** The dead letters of one queue, and the way back into it. */
export interface DeadLetters {
  /** About how many there are, those that somebody looks at just now among them. */
  count(): Promise<number>;
  /** Up to ten, unseen by others for so many seconds; none when nothing is left to see. */
  receive(hiddenSeconds: number): Promise<readonly DeadLetter[]>;
  /** Others may see them again. */
  release(letters: readonly DeadLetter[]): Promise<void>;
  /** Puts copies, unchanged, into the queue that they came from; answers the indexes that it did not take. */
  send(letters: readonly DeadLetter[]): Promise<ReadonlySet<number>>;
  /** Deletes them here; answers the indexes that may still be there. */
  remove(letters: readonly DeadLetter[]): Promise<ReadonlySet<number>>;
}
