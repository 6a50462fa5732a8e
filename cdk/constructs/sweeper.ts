import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as FunctionTarget } from 'aws-cdk-lib/aws-events-targets';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { acknowledgeWildcard } from './acknowledge.ts';
import { allow, allowRows } from './allow.ts';
import { SWEEPER_TIMEOUT_SECONDS } from './consumers.ts';
import { createFunction } from './function.ts';
import type { Pipeline } from './pipeline.ts';
import { WAKES_INDEX } from './tables.ts';

/** A run that failed or came late is not repeated: the next one, a minute later, does all that it would have done. */
const NO_RETRIES = { retryAttempts: 0, maxEventAge: Duration.minutes(1) };

/** Every minute: asks SES for the account's limits, wakes the keys whose wake-up was lost, and measures how all stands. */
export function createSweeper(scope: Construct, { queues, tables, entryRoot }: Pipeline): LambdaFunction {
  const fn = createFunction(scope, 'Sweeper', {
    entryRoot,
    timeoutSeconds: SWEEPER_TIMEOUT_SECONDS,
    memoryMegabytes: 256,
    environment: {
      MXP_QUOTA_TABLE: tables.quota.tableName,
      MXP_BACKLOG_TABLE: tables.backlog.tableName,
      MXP_CONTROL_TABLE: tables.control.tableName,
      MXP_WAKE_UP_QUEUE_URL: queues.wakeUp.queueUrl,
    },
  });
  fn.configureAsyncInvoke(NO_RETRIES);
  new Rule(scope, 'SweeperSchedule', {
    schedule: Schedule.rate(Duration.minutes(1)),
    targets: [new FunctionTarget(fn, NO_RETRIES)],
  });

  allow(fn, ['dynamodb:Query'], `${tables.quota.tableArn}/index/${WAKES_INDEX}`);
  // What waits, for the gauges.
  allow(fn, ['dynamodb:GetItem', 'dynamodb:BatchGetItem'], tables.quota.tableArn);
  allow(fn, ['dynamodb:Query'], tables.backlog.tableArn);
  allow(fn, ['dynamodb:PutItem', 'dynamodb:Query'], tables.control.tableArn);
  allowRows(fn, ['dynamodb:GetItem'], tables.control.tableArn, ['rules']);
  // The probe of an account that SES has resumed.
  allowRows(fn, ['dynamodb:UpdateItem'], tables.control.tableArn, ['hold']);
  allow(fn, ['ses:GetAccount'], '*');
  acknowledgeWildcard(fn, '*', 'GetAccount knows no resources (Service Authorization Reference, SES v2)');
  allow(fn, ['sqs:SendMessage'], queues.wakeUp.queueArn);
  return fn;
}
