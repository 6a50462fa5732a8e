import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';

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
