import {
  CloudFormationClient,
  DescribeStacksCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';

/** SDK clients of the emulator. */
export type Cloud = ReturnType<typeof createCloud>;

/** One resource of a deployed stack. */
export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  /** What AWS calls it: an ARN, a URL or a name, by type. */
  readonly physicalId: string;
}

/** `process.env` must name the emulator already: that way the clients of `mxp` find it too. */
export const createCloud = () => ({
  cloudFormation: new CloudFormationClient(),
  dynamodb: new DynamoDBClient(),
  lambda: new LambdaClient(),
  logs: new CloudWatchLogsClient(),
  s3: new S3Client({ forcePathStyle: true }),
  ses: new SESv2Client(),
  sns: new SNSClient(),
  sqs: new SQSClient(),
});

/** What CloudFormation says of a stack; undefined when there is none. */
export async function stackStatus({ cloudFormation }: Cloud, stack: string): Promise<string | undefined> {
  const { Stacks = [] } = await cloudFormation
    .send(new DescribeStacksCommand({ StackName: stack }))
    .catch(() => ({ Stacks: [] }));
  return Stacks[0]?.StackStatus;
}

/** All resources of a stack. */
export async function resourcesOf({ cloudFormation }: Cloud, stack: string): Promise<readonly Resource[]> {
  const resources: Resource[] = [];
  let NextToken: string | undefined;
  do {
    const page = await cloudFormation.send(new ListStackResourcesCommand({ StackName: stack, NextToken }));
    for (const one of page.StackResourceSummaries ?? [])
      resources.push({
        logicalId: one.LogicalResourceId ?? '',
        type: one.ResourceType ?? '',
        physicalId: one.PhysicalResourceId ?? '',
      });
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return resources;
}

/** The one resource of that type whose logical id is `name` and a hash. */
export function resourceNamed(resources: readonly Resource[], type: string, name: string): Resource {
  const found = resources.filter(
    (one) =>
      one.type === type &&
      /^[0-9A-F]{8}$/.test(one.logicalId.slice(name.length)) &&
      one.logicalId.startsWith(name),
  );
  if (found[0] && found.length === 1) return found[0];
  throw new Error(`the stack has ${found.length} resources ${type} named ${name}`);
}
