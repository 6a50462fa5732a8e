import {
  CloudFormationClient,
  DescribeStacksCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { createLocalClients, type LocalClients } from '../../local/clients.ts';
import { REGION } from './environment.ts';

/** SDK clients of the emulator. */
export interface Cloud extends LocalClients {
  readonly cloudFormation: CloudFormationClient;
  readonly lambda: LambdaClient;
  readonly ses: SESv2Client;
  readonly logs: CloudWatchLogsClient;
}

/** One resource of a deployed stack. */
export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  /** What AWS calls it: an ARN, a URL or a name, by type. */
  readonly physicalId: string;
}

/** `process.env` must name the emulator already, for the clients that `mxp` makes too. */
export function createCloud(url: string): Cloud {
  const clients = createLocalClients({ region: REGION, sqs: url, sns: url, s3: url, dynamodb: url });
  const others = {
    cloudFormation: new CloudFormationClient(),
    lambda: new LambdaClient(),
    ses: new SESv2Client(),
    logs: new CloudWatchLogsClient(),
  };
  return {
    ...clients,
    ...others,
    destroy: () => {
      for (const client of [clients, ...Object.values(others)]) client.destroy();
    },
  };
}

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
