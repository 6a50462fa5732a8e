import { setTimeout } from 'node:timers/promises';
import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { deadQueuesOf } from '../../../cli/dlq/queues.ts';
import { redrive } from '../../../cli/dlq/redrive.ts';
import type { DeadLetters } from '../../../shared/ports/dead-letters.ts';
import { SECOND } from '../../../shared/time/units.ts';
import { THROTTLED } from '../answers.ts';
import type { Hands, Scenario } from '../scenario.ts';
import { VISIBILITY_SECONDS } from '../stage.ts';

/** Every queue gives up after so many receives, each of so many seconds. */
async function patience({ stage }: Hands, maxReceiveCount: number, visibilitySeconds: number): Promise<void> {
  const { stack, clients } = stage.engine;
  for (const { url, redrive: policy } of stack.queues)
    if (policy) {
      const Attributes = {
        VisibilityTimeout: String(visibilitySeconds),
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: policy.targetArn, maxReceiveCount }),
      };
      await clients.sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes }));
    }
}

/** Ends the command after it has sent its first letters, before it deletes them; they are in sight again soon. */
const killedInBetween = (letters: DeadLetters): DeadLetters => ({
  ...letters,
  receive: () => letters.receive(1),
  remove: () => Promise.reject(new Error('killed')),
});

export const outageAndRedrive: Scenario = {
  name: 'outage-and-redrive',
  what: 'DynamoDB refuses all calls for longer than the queues try; mxp dlq redrive is killed between send and delete, then run again',
  why: 'What was tried in vain lies in the dead letters and goes back by hand. Letters that go back twice meet the claim of their id.',
  lasts: 16 * SECOND,
  begin: async (hands) => {
    await patience(hands, 2, 2);
    return async ({ service }, forward) => {
      if (service !== 'dynamodb') return forward();
      hands.inject();
      return THROTTLED[0] ?? forward();
    };
  },
  heal: async (hands) => {
    const { connection } = hands.stage;
    await patience(hands, 40, VISIBILITY_SECONDS);
    const options = { begun: connection.clock.now(), onProgress: () => {} };
    let died = 0;
    for (const queue of deadQueuesOf(connection.deployment)) {
      const letters = connection.deadLetters(queue);
      died += await letters.count();
      await redrive(killedInBetween(letters), options).catch(() => undefined);
      await setTimeout(2 * SECOND);
      await redrive(letters, options);
    }
    if (died === 0) throw new Error('the outage was too short: no letter died');
  },
};
