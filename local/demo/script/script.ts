import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { Connection } from '../../../cli/connection.ts';
import type { Engine } from '../../engine.ts';
import { queueUrlOf } from '../../waiting.ts';
import { duplicateStep } from './duplicate.ts';
import { type FindRejected, forgedStep } from './forged.ts';
import { levelStep } from './level.ts';
import { pauseStep } from './pause.ts';
import { lateBounceStep, suppressedStep } from './seen.ts';
import type { Step } from './step.ts';

/** Everything that happens on the way of the sample campaign. */
export interface Script {
  readonly steps: readonly Step[];
  /** Limits were raised, so the larger ones are what the audit must hold against. */
  raised(): boolean;
}

/** Nothing happens on the way. */
export const NO_SCRIPT: Script = { steps: [], raised: () => false };

/** Reads RejectedQueue without taking anything from it. */
const rejectedReader = ({ clients, stack }: Engine): FindRejected => {
  const QueueUrl = queueUrlOf(stack, 'RejectedQueue');
  return async (mailId) => {
    const { Messages = [] } = await clients.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 1,
        MessageAttributeNames: ['All'],
      }),
    );
    const found = Messages.find(
      ({ MessageAttributes = {} }) =>
        MessageAttributes['id']?.StringValue === mailId &&
        MessageAttributes['reason']?.StringValue?.startsWith('feedback:'),
    );
    return found?.MessageAttributes?.['reason']?.StringValue;
  };
};

export function demoScript(engine: Engine, connection: Connection, toOf: (id: string) => string): Script {
  const topicArn = engine.stack.outputs['FeedbackTopicArn'] ?? '';
  const publish = (json: string) => engine.clients.publish(topicArn, json);
  const level = levelStep(connection);
  return {
    steps: [
      pauseStep(connection),
      level,
      duplicateStep(publish, toOf),
      forgedStep(publish, rejectedReader(engine), toOf),
      lateBounceStep(toOf),
      suppressedStep(toOf),
    ],
    raised: level.raised,
  };
}
