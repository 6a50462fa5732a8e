import { mutatedEvent } from './mutate-event.ts';

/** What is under fire: takes a queue's body and says how it was accounted for, in a word or two. */
export type Subject = (body: string) => string | Promise<string>;

/** The event of this number, and what it did. */
export interface Thrown {
  readonly index: number;
  readonly body: string;
  readonly cause: unknown;
}

export interface FuzzReport {
  /** How often each accounting came up. */
  readonly kinds: ReadonlyMap<string, number>;
  readonly slowest: { readonly index: number; readonly millis: number; readonly length: number };
  /** The first few. */
  readonly thrown: readonly Thrown[];
}

/** More of them say nothing new. */
const MOST_THROWN = 5;

export interface FuzzOptions {
  readonly seed: number;
  readonly first: number;
  readonly count: number;
  readonly bases?: readonly string[];
  /**
   * Makes the input of a number.
   * @default a mutated event
   */
  readonly make?: (seed: number, index: number) => string;
  readonly onProgress?: (done: number) => void;
}

/** Gives the subject one mutated input after the other, until all are done or too many were thrown at. */
export async function fuzz(subject: Subject, options: FuzzOptions): Promise<FuzzReport> {
  const { seed, first, count, bases, onProgress } = options;
  const make = options.make ?? ((of: number, index: number) => mutatedEvent(of, index, bases));
  const kinds = new Map<string, number>();
  const thrown: Thrown[] = [];
  let slowest = { index: first, millis: 0, length: 0 };
  for (let done = 0; done < count && thrown.length < MOST_THROWN; done += 1) {
    const index = first + done;
    const body = make(seed, index);
    onProgress?.(done);
    const startedAt = performance.now();
    try {
      const kind = await subject(body);
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    } catch (cause) {
      thrown.push({ index, body, cause });
    }
    const millis = performance.now() - startedAt;
    if (millis > slowest.millis) slowest = { index, millis, length: body.length };
  }
  return { kinds, slowest, thrown };
}
