import type { Scenario } from './scenario.ts';
import { bounceKilled } from './scenarios/bounce-killed.ts';
import { dynamodbThrottled } from './scenarios/dynamodb-throttled.ts';
import { outageAndRedrive } from './scenarios/outage-and-redrive.ts';
import { s3Failing } from './scenarios/s3-failing.ts';
import { senderKilled } from './scenarios/sender-killed.ts';
import { senderKilledUnseen } from './scenarios/sender-killed-unseen.ts';
import { ses429 } from './scenarios/ses-429.ts';
import { sesPaused } from './scenarios/ses-paused.ts';
import { snsLateAndDoubled } from './scenarios/sns-late-and-doubled.ts';
import { sqsAnswersLost } from './scenarios/sqs-answers-lost.ts';
import { sqsPartlyFailing } from './scenarios/sqs-partly-failing.ts';
import { throttlerKilled } from './scenarios/throttler-killed.ts';

/** Every fault; the slow ones first, so that two at a time end together. */
export const CATALOGUE: readonly Scenario[] = [
  sesPaused,
  s3Failing,
  senderKilled,
  senderKilledUnseen,
  throttlerKilled,
  bounceKilled,
  outageAndRedrive,
  dynamodbThrottled,
  ses429,
  sqsPartlyFailing,
  sqsAnswersLost,
  snsLateAndDoubled,
];
