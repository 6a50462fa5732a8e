import { inFlight } from '../../shared/aws/in-flight.ts';
import type { DeadLetter, DeadLetters } from '../../shared/ports/dead-letters.ts';
import type { EpochMillis } from '../../shared/time/units.ts';
import { hiddenFor, VAIN_RECEIVES } from './browse.ts';

export interface RedriveOptions {
  /** Only these, by SQS's id; absent: all. */
  readonly ids?: ReadonlySet<string>;
  /** When the command began: what came into its queue later has been redriven already, and has died again. */
  readonly begun: EpochMillis;
  readonly onProgress: (redriven: number) => void;
}

/** What a redrive did with a queue's letters. */
export interface Redriven {
  readonly redriven: number;
  /** Ids that their queue did not take: they stay where they are. */
  readonly refused: readonly string[];
  /** Ids that went back and may still be here, so that the next redrive doubles them. */
  readonly doubled: readonly string[];
}

/** Conversations with SQS at the same time: a letter takes three calls, ten letters too. */
const LANES = 4;

/**
 * Longer than the calls of ten letters last, with every retry. Short, for a command that is killed leaves letters out of sight.
 * Where some stay here, they must stay out of sight until all have been seen.
 */
const HIDDEN_SECONDS = 120;

interface Books {
  /** On their way back just now: another lane that gets one of them leaves it alone. */
  readonly leaving: Set<string>;
  /** Went back in this run. */
  readonly sent: Set<string>;
  /** Deleted here. */
  readonly gone: Set<string>;
  readonly refused: Set<string>;
  /** Stay here: not meant, or refused. The latest receipt of each. */
  readonly kept: Map<string, DeadLetter>;
}

const once = (letters: readonly DeadLetter[]): readonly DeadLetter[] => [
  ...new Map(letters.map((letter) => [letter.id, letter])).values(),
];

/** Sends what is meant and has not gone yet; answers what the queue took. */
async function sendBack(letters: DeadLetters, books: Books, meant: readonly DeadLetter[]) {
  if (meant.length === 0) return [];
  for (const { id } of meant) books.leaving.add(id);
  const lost = await letters.send(meant);
  for (const [at, letter] of meant.entries()) {
    books.leaving.delete(letter.id);
    (lost.has(at) ? books.refused : books.sent).add(letter.id);
    if (lost.has(at)) books.kept.set(letter.id, letter);
  }
  return meant.filter((_, at) => !lost.has(at));
}

/** Answers how many of the letters were new. Sent first, deleted then; what was sent before and comes again is deleted. */
async function handle(
  letters: DeadLetters,
  books: Books,
  received: readonly DeadLetter[],
  { ids, begun, onProgress }: RedriveOptions,
): Promise<number> {
  const known = received.filter(({ id }) => books.sent.has(id));
  const others = received.filter(({ id }) => !books.sent.has(id) && !books.leaving.has(id));
  const isMeant = ({ id, sentAt }: DeadLetter) =>
    sentAt < begun && (ids?.has(id) ?? true) && !books.refused.has(id);
  const news = others.filter(({ id }) => !books.kept.has(id)).length;
  for (const letter of others) if (!isMeant(letter)) books.kept.set(letter.id, letter);
  const removable = [...known, ...(await sendBack(letters, books, others.filter(isMeant)))];
  const left = removable.length > 0 ? await letters.remove(removable) : new Set<number>();
  for (const [at, { id }] of removable.entries()) if (!left.has(at)) books.gone.add(id);
  onProgress(books.sent.size);
  return news;
}

/** Receives until nothing new comes, or all that were asked for have gone. */
async function work(
  letters: DeadLetters,
  books: Books,
  hidden: number,
  options: RedriveOptions,
): Promise<void> {
  const isDone = () => options.ids !== undefined && books.gone.size >= options.ids.size;
  for (let vain = 0; vain < VAIN_RECEIVES && !isDone(); ) {
    const received = once(await letters.receive(hidden));
    if (received.length === 0) return;
    vain = (await handle(letters, books, received, options)) === 0 ? vain + 1 : 0;
  }
}

/**
 * Puts dead letters back into the queue that they came from. Each is sent, and deleted once that is known to have worked:
 * whoever ends this in between leaves a letter in both places, and none in neither.
 */
export async function redrive(letters: DeadLetters, options: RedriveOptions): Promise<Redriven> {
  const books: Books = {
    leaving: new Set(),
    sent: new Set(),
    gone: new Set(),
    refused: new Set(),
    kept: new Map(),
  };
  const hidden = options.ids ? hiddenFor(await letters.count()) : HIDDEN_SECONDS;
  try {
    const lanes = Array.from({ length: LANES }, () => letters);
    await inFlight(LANES, lanes, (lane) => work(lane, books, hidden, options));
  } finally {
    await letters.release([...books.kept.values()]);
  }
  const { sent, gone, refused } = books;
  return {
    redriven: sent.size,
    refused: [...refused],
    doubled: [...sent].filter((id) => !gone.has(id)),
  };
}
