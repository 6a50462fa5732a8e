import {
  CloudFormationClient,
  DescribeStacksCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';

/** One resource as CloudFormation made it. */
export interface StackResource {
  readonly type: string;
  readonly logicalId: string;
  readonly physicalId: string;
}

/** A stack's state and what is in it. */
export interface StackState {
  readonly status: string;
  readonly resources: readonly StackResource[];
}

/** Reads a stack and all its resources. */
export async function inspectStack(name: string, client = new CloudFormationClient({})): Promise<StackState> {
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: name }));
  const resources: StackResource[] = [];
  for await (const { StackResourceSummaries } of paginateListStackResources({ client }, { StackName: name }))
    for (const one of StackResourceSummaries ?? [])
      if (one.ResourceType && one.LogicalResourceId && one.PhysicalResourceId)
        resources.push({
          type: one.ResourceType,
          logicalId: one.LogicalResourceId,
          physicalId: one.PhysicalResourceId,
        });
  return { status: Stacks?.[0]?.StackStatus ?? 'unknown', resources };
}
