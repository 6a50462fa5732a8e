import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { type Cloud, resourcesOf } from './cloud.ts';
import { PIPELINE } from './parameters.ts';

const MOST_LINES = 15;

/** What Lambda writes of every invocation, metrics, and what Node says of MiniStack's own code. */
const NOISE = /^(START|END|REPORT) |^\{"_aws"|DEP0169|--trace-deprecation/;

/** The last lines that each function of the pipeline logged, for whoever looks for what went wrong. */
export async function lastLogs(cloud: Cloud): Promise<readonly string[]> {
  const groups = (await resourcesOf(cloud, PIPELINE)).filter(({ type }) => type === 'AWS::Logs::LogGroup');
  const lines: string[] = [];
  for (const { logicalId, physicalId } of groups) {
    const { events = [] } = await cloud.logs.send(
      new FilterLogEventsCommand({ logGroupName: physicalId, limit: 10_000 }),
    );
    const said = events.map(({ message = '' }) => message).filter((text) => !NOISE.test(text));
    lines.push(`${logicalId}:`, ...said.slice(-MOST_LINES).map((text) => `  ${text.trimEnd()}`));
  }
  return lines;
}
