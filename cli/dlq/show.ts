import type { DeadLetter } from '../../shared/ports/dead-letters.ts';
import type { Answer } from '../commands/answer.ts';
import { isoTime, timeText } from '../commands/times.ts';
import type { Connection } from '../connection.ts';
import { counted } from '../count-text.ts';
import { browse } from './browse.ts';
import { factsOf, type LetterFacts, subjectText } from './letter-facts.ts';
import type { DeadQueue } from './queues.ts';
import { thenText, whyText } from './why.ts';

/** A letter with all that can be told of it. */
export interface Shown extends LetterFacts {
  readonly queue: DeadQueue;
  readonly letter: DeadLetter;
  readonly why: string;
  /** What a redrive makes of it. */
  readonly afterwards: string;
}

type ShowPorts = Pick<Connection, 'deadLetters' | 'delivery' | 'clock'>;

async function shownOf({ delivery, clock }: ShowPorts, queue: DeadQueue, letter: DeadLetter): Promise<Shown> {
  const facts = factsOf(queue, letter);
  // What cannot be looked up is shown without: a table that does not answer may be why the letter is here.
  const row = facts.mailId ? await delivery.get(facts.mailId).catch(() => undefined) : undefined;
  const why = whyText(queue, facts, letter.receives);
  return { ...facts, queue, letter, why, afterwards: thenText(facts, row, clock.now()) };
}

/** The letters of the queues, at most `most` in all, none removed. */
export async function readLetters(
  ports: ShowPorts,
  queues: readonly DeadQueue[],
  most: number,
): Promise<{ readonly shown: readonly Shown[]; readonly count: number }> {
  const shown: Shown[] = [];
  let count = 0;
  for (const queue of queues) {
    const letters = ports.deadLetters(queue);
    count += await letters.count();
    for await (const letter of browse(letters, most - shown.length))
      shown.push(await shownOf(ports, queue, letter));
  }
  return { shown, count: Math.max(count, shown.length) };
}

const blockOf = (one: Shown): string =>
  [
    `${one.queue}  ${one.letter.id}  since ${timeText(one.letter.sentAt)}`,
    `  ${subjectText(one)}`,
    `  why:     ${one.why}`,
    `  redrive: ${one.afterwards}`,
  ].join('\n');

function jsonOf({ letter, ...one }: Shown) {
  const { expiresAt, ...facts } = one;
  const { id, sentAt, receives } = letter;
  const expires = expiresAt === undefined ? {} : { expiresAt: isoTime(expiresAt) };
  return { id, sentAt: isoTime(sentAt), receives, ...facts, ...expires };
}

export function lettersAnswer(shown: readonly Shown[], count: number): Answer {
  const more = count - shown.length;
  const last = more > 0 ? [`… and about ${counted(more, 'more')}; --limit shows more of them.`] : [];
  const blocks = [...shown.map(blockOf), ...last];
  return {
    json: { letters: shown.map(jsonOf), notShown: Math.max(0, more) },
    text: blocks.length === 0 ? 'No dead letters.' : blocks.join('\n\n'),
  };
}
