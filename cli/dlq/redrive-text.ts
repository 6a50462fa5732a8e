import type { Answer } from '../commands/answer.ts';
import { counted } from '../count-text.ts';
import type { DeadQueue } from './queues.ts';
import type { Redriven } from './redrive.ts';
import type { Shown } from './show.ts';

/** One queue's part of a redrive. */
export interface QueueRedriven extends Redriven {
  readonly queue: DeadQueue;
}

const warnings = (causes: readonly string[]): readonly string[] =>
  causes.length === 0
    ? []
    : [
        '',
        'Why letters came here most likely still stands, so they would come back:',
        ...causes.map((one) => `  ${one}`),
      ];

/** What a redrive would do; nothing was done. */
export function planAnswer(shown: readonly Shown[], count: number, causes: readonly string[]): Answer {
  const groups = Map.groupBy(shown, ({ queue, afterwards }) => `${queue}: ${afterwards}`);
  const lines = [...groups].map(([what, some]) => `${counted(some.length, 'letter')} of ${what}`);
  const unseen = count - shown.length;
  return {
    json: {
      redriven: 0,
      plan: [...groups].flatMap(([, some]) => {
        const [first] = some;
        return first ? [{ queue: first.queue, afterwards: first.afterwards, letters: some.length }] : [];
      }),
      notLookedAt: Math.max(0, unseen),
      causes,
    },
    text: [
      ...(lines.length === 0 ? ['No dead letters are meant.'] : lines),
      ...(unseen > 0 ? [`About ${counted(unseen, 'more letter')} were not looked at.`] : []),
      ...warnings(causes),
      '',
      'Nothing was done.',
    ].join('\n'),
  };
}

/** The cause stands, so nothing was done. */
export const stoppedAnswer = (causes: readonly string[]): Answer => ({
  json: { redriven: 0, causes },
  text: [...warnings(causes).slice(1), '', 'Nothing was done; --yes redrives all the same.'].join('\n'),
  failed: true,
});

function linesOf({ queue, redriven, refused, doubled }: QueueRedriven): readonly string[] {
  return [
    `${queue}: ${counted(redriven, 'letter')} redriven.`,
    ...(refused.length > 0
      ? [`  ${counted(refused.length, 'letter')} not taken by the queue; still here: ${refused.join(', ')}`]
      : []),
    ...(doubled.length > 0
      ? [
          `  ${counted(doubled.length, 'letter')} redriven but perhaps not deleted here: ${doubled.join(', ')}`,
        ]
      : []),
  ];
}

/** What was done; letters that stayed, and ids that no queue has, make it a failure. */
export function redrivenAnswer(
  queues: readonly QueueRedriven[],
  ids: ReadonlySet<string> | undefined,
  causes: readonly string[],
): Answer {
  const redriven = queues.reduce((sum, queue) => sum + queue.redriven, 0);
  const failures = queues.flatMap(({ refused, doubled }) => [...refused, ...doubled]);
  const refused = queues.flatMap((queue) => queue.refused).length;
  const missing = ids === undefined ? 0 : ids.size - redriven - refused;
  const worth = queues.filter((queue) => queue.redriven > 0 || queue.refused.length > 0);
  return {
    json: { redriven, queues, notFound: missing, causes },
    text: [
      ...(worth.length === 0 ? ['No dead letters.'] : worth.flatMap(linesOf)),
      ...(missing > 0 ? [`${counted(missing, 'id')} not found; \`mxp dlq show\` names them.`] : []),
      ...warnings(causes),
    ].join('\n'),
    ...(failures.length > 0 || missing > 0 ? { failed: true } : {}),
  };
}
