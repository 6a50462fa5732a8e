import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { PacerParameters } from '../pacer-parameters.ts';
import type { PoolSet } from './configuration-sets.ts';
import type { Queues } from './queues.ts';
import type { Tables } from './tables.ts';

/** All that the functions are connected to. */
export interface Pipeline {
  readonly parameters: PacerParameters;
  readonly queues: Queues;
  readonly tables: Tables;
  readonly bucket: Bucket;
  /** Under which the tables know addresses. */
  readonly addressSecret: Secret;
  readonly feedback: Topic;
  readonly outcomes: Topic;
  readonly notices: Topic;
  /** Of `feedback` and `notices`. */
  readonly topicKey: Key;
  readonly configurationSets: readonly PoolSet[];
  /** Settings as shared/settings/codec.ts writes them, as JSON with tokens in it. */
  readonly settings: string;
  /** Folder of `<name>/handler.ts`. */
  readonly entryRoot: string;
}

/** The functions that work on it. */
export interface Functions {
  readonly throttler: LambdaFunction;
  readonly sender: LambdaFunction;
  readonly bounce: LambdaFunction;
  /** Only where mail is returned to. */
  readonly returnedMail: LambdaFunction | undefined;
  readonly sweeper: LambdaFunction;
  /** Only with a feed. */
  readonly ruleSync: LambdaFunction | undefined;
}
