import type { Construct } from 'constructs';
import { allow } from './allow.ts';
import { consume } from './consume.ts';
import { BOUNCE_TIMEOUT_SECONDS } from './consumers.ts';
import { createFunction } from './function.ts';
import type { Pipeline } from './pipeline.ts';

/** Reads the events of SES: settles doubts and tells upstream what became of each mail. */
export function createBounce(scope: Construct, { queues, tables, outcomes, entryRoot }: Pipeline): void {
  const fn = createFunction(scope, 'Bounce', {
    entryRoot,
    timeoutSeconds: BOUNCE_TIMEOUT_SECONDS,
    memoryMegabytes: 256,
    environment: {
      MXP_DELIVERY_TABLE: tables.delivery.tableName,
      MXP_OUTCOME_TOPIC_ARN: outcomes.topicArn,
    },
  });

  consume(fn, 'FeedbackQueue', queues.feedback);

  allow(fn, ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], tables.delivery.tableArn);
  allow(fn, ['sns:Publish'], outcomes.topicArn);
}
