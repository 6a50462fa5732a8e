import { Duration } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { PRIVATE, UNFINISHED_UPLOADS } from './private-bucket.ts';

/**
 * Pages of waiting mail (`backlog/`), rule sets (`rules/`) and input too large for RejectedQueue (`rejected/`).
 * Objects are written once under names of their own, so there are no versions. A page outlives every mail in it:
 * a mail lives at most 10 days.
 */
export function createStateBucket(scope: Construct): Bucket {
  const bucket = new Bucket(scope, 'StateBucket', {
    ...PRIVATE,
    lifecycleRules: [
      { id: 'BacklogPages', prefix: 'backlog/', expiration: Duration.days(15) },
      { id: 'RejectedInput', prefix: 'rejected/', expiration: Duration.days(30) },
      UNFINISHED_UPLOADS,
    ],
  });
  acknowledge(
    bucket,
    'S1',
    'Functions and mxp alone use it; CloudTrail data events, where an account records them, tell more of each access',
  );
  return bucket;
}
