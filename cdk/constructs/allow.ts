import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { acknowledgeWildcard } from './acknowledge.ts';
import type { Pipeline } from './pipeline.ts';

/** Adds one statement to the function's role. */
export const allow = (fn: IFunction, actions: readonly string[], ...resources: readonly string[]): void =>
  fn.addToRolePolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));

/** The same for rows of a table with these partition keys alone (IAM, `dynamodb:LeadingKeys`). */
export const allowRows = (
  fn: IFunction,
  actions: readonly string[],
  table: string,
  partitions: readonly string[],
): void =>
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: [...actions],
      resources: [table],
      conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [...partitions] } },
    }),
  );

/** The same for the objects in folders of a bucket. */
export function allowFolders(
  fn: IFunction,
  actions: readonly string[],
  bucket: Bucket,
  ...folders: readonly string[]
): void {
  const resources = folders.map((folder) => bucket.arnForObjects(`${folder}/*`));
  allow(fn, actions, ...resources);
  for (const resource of resources)
    acknowledgeWildcard(fn, resource, 'An object gets its name when it is written; the folder is the bound');
}

/** To publish to an encrypted topic takes its key too (SNS, "Configuring AWS KMS permissions"). */
export function allowNotices(fn: IFunction, { notices, topicKey }: Pick<Pipeline, 'notices' | 'topicKey'>) {
  allow(fn, ['sns:Publish'], notices.topicArn);
  allow(fn, ['kms:GenerateDataKey', 'kms:Decrypt'], topicKey.keyArn);
}
