import type { QueueState } from '../../../shared/aws/inspect/queue.ts';
import { counted, countText } from '../../count-text.ts';
import { type Check, fail, judged, ok } from '../finding.ts';

const nameOf = ({ arn }: QueueState): string => arn.slice(arn.lastIndexOf(':') + 1);

export const deadLetters: Check = {
  group: 'Stack',
  name: 'dead letters',
  judge: ({ queues, stackOption }) =>
    judged(queues, (all) => {
      const targets = new Set(all.map(({ deadLettersTo }) => deadLettersTo));
      const dead = all.filter(({ arn }) => targets.has(arn));
      const full = dead.filter(({ messages }) => messages > 0);
      if (full.length === 0) return ok(`${counted(dead.length, 'queue')}, all empty`);
      return full.map((queue) =>
        fail(
          `${countText(queue.messages)} in ${nameOf(queue)}: they are not tried any more`,
          `mxp dlq show${stackOption}; mend the cause, then: mxp dlq redrive QUEUE${stackOption}`,
        ),
      );
    }),
};
