import type { EpochMillis } from '../../shared/time/units.ts';
import type { Answer } from '../commands/answer.ts';
import { isoTime } from '../commands/times.ts';
import type { Connection } from '../connection.ts';
import { countText } from '../count-text.ts';
import { duration } from '../duration.ts';
import { table } from '../table.ts';
import { browse } from './browse.ts';
import { type DeadQueue, deadQueuesOf, type LetterKind, QUEUE_FACTS } from './queues.ts';

/** One dead-letter queue. */
export interface Pile {
  readonly queue: DeadQueue;
  readonly kind: LetterKind;
  readonly count: number;
  /** When the oldest letter that was looked at first came into its queue. */
  readonly oldest?: EpochMillis;
  /** All were looked at: there is no older one. */
  readonly complete: boolean;
}

/** SQS tells no age but in CloudWatch, so letters are looked at: this many of a queue. */
const LOOKED_AT = 100;

async function pileOf({ deadLetters }: Pick<Connection, 'deadLetters'>, queue: DeadQueue): Promise<Pile> {
  const letters = deadLetters(queue);
  const count = await letters.count();
  let oldest = Number.POSITIVE_INFINITY;
  let looked = 0;
  if (count > 0)
    for await (const { sentAt } of browse(letters, LOOKED_AT)) {
      oldest = Math.min(oldest, sentAt);
      looked += 1;
    }
  const { kind } = QUEUE_FACTS[queue];
  return {
    queue,
    kind,
    count: Math.max(count, looked),
    complete: looked >= count,
    ...(looked > 0 ? { oldest } : {}),
  };
}

/** Every dead-letter queue of the deployment, also the empty ones. */
export const readPiles = (
  connection: Pick<Connection, 'deadLetters' | 'deployment'>,
): Promise<readonly Pile[]> =>
  Promise.all(deadQueuesOf(connection.deployment).map((queue) => pileOf(connection, queue)));

function ageText({ oldest, complete }: Pile, now: EpochMillis): string {
  if (oldest === undefined) return '–';
  return `${complete ? '' : '≥ '}${duration(Math.max(0, now - oldest))}`;
}

export function pilesAnswer(piles: readonly Pile[], now: EpochMillis): Answer {
  const rows = piles.map((pile) => [pile.queue, countText(pile.count), ageText(pile, now), pile.kind]);
  const total = piles.reduce((sum, { count }) => sum + count, 0);
  const next = total === 0 ? 'No dead letters.' : 'Next: `mxp dlq show`, then `mxp dlq redrive QUEUE`.';
  return {
    json: {
      queues: piles.map(({ oldest, ...pile }) => ({
        ...pile,
        ...(oldest === undefined ? {} : { oldest: isoTime(oldest) }),
      })),
    },
    text: `${table(['QUEUE', 'DEAD', 'OLDEST', 'WHAT'], rows)}\n\n${next}`,
  };
}
