import { readFile } from 'node:fs/promises';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { EnvironmentError } from '../shared/aws/environment.ts';
import { readSettings } from '../shared/aws/read-settings.ts';
import type { Settings } from '../shared/settings/settings.ts';
import { type EngineFile, engineFile, isAlive } from './engine-file.ts';
import { UserError } from './user-error.ts';

/** A stack's outputs by name. */
export type Outputs = Readonly<Record<string, string>>;

/** A deployment that commands work on: the engine on this machine, or a stack in AWS. */
export interface Deployment {
  readonly name: string;
  readonly settings: Settings;
  readonly outboundQueueUrl: string;
  readonly priorityQueueUrl: string;
  readonly wakeUpQueueUrl: string;
  readonly deliveryQueueUrl: string;
  readonly feedbackQueueUrl: string;
  /** Absent where no mail is returned to. */
  readonly returnedMailQueueUrl?: string;
  readonly quotaTable: string;
  readonly backlogTable: string;
  readonly deliveryTable: string;
  readonly controlTable: string;
  readonly quarantineTable: string;
  readonly evidenceTable: string;
  readonly addressSecretArn: string;
  readonly bucket: string;
  /** Of its stack, for what is not named above. */
  readonly outputs: Outputs;
  /** Where its rules are synchronised from; absent: nowhere. */
  readonly feed?: {
    readonly url: string;
    readonly keys: readonly string[];
    /** Percent of the quota keys that try a release first. */
    readonly trialShare: number;
  };
  /** Endpoints and credentials of the local engine; absent = AWS by the usual chain. */
  readonly client: { readonly region?: string; readonly endpoints?: EngineFile['endpoints'] };
  readonly dnsServers?: readonly string[];
}

function settingsOf(name: string, text: string): Settings {
  try {
    return readSettings({ MXP_SETTINGS: text });
  } catch (cause) {
    if (!(cause instanceof EnvironmentError)) throw cause;
    throw new UserError(`the settings of ${name} do not fit this mxp: ${cause.message}`, { cause });
  }
}

/** A deployment by its stack's outputs; throws a UserError when one is missing. */
export function fromOutputs(name: string, outputs: Outputs, client: Deployment['client']): Deployment {
  const output = (key: string): string => {
    const value = outputs[key];
    if (value === undefined) throw new UserError(`${name} has no output ${key}: is it a stack of MX Pacer?`);
    return value;
  };
  const dns = client.endpoints?.dnsServers;
  const { FeedUrl: url, FeedKeys: keys = '', RulesTrialShare: share = '0', ReturnedMailQueueUrl } = outputs;
  return {
    name,
    settings: settingsOf(name, output('Settings')),
    outboundQueueUrl: output('OutboundQueueUrl'),
    priorityQueueUrl: output('PriorityQueueUrl'),
    wakeUpQueueUrl: output('WakeUpQueueUrl'),
    deliveryQueueUrl: output('DeliveryQueueUrl'),
    feedbackQueueUrl: output('FeedbackQueueUrl'),
    quotaTable: output('QuotaTableName'),
    backlogTable: output('BacklogTableName'),
    deliveryTable: output('DeliveryTableName'),
    controlTable: output('ControlTableName'),
    quarantineTable: output('QuarantineTableName'),
    evidenceTable: output('EvidenceTableName'),
    addressSecretArn: output('AddressSecretArn'),
    bucket: output('StateBucketName'),
    outputs,
    client,
    ...(ReturnedMailQueueUrl ? { returnedMailQueueUrl: ReturnedMailQueueUrl } : {}),
    ...(url ? { feed: { url, keys: keys.split(','), trialShare: Number(share) } } : {}),
    ...(dns ? { dnsServers: dns.split(',') } : {}),
  };
}

async function readEngineFile(): Promise<EngineFile | undefined> {
  try {
    const file = JSON.parse(await readFile(engineFile(), 'utf8')) as EngineFile;
    return isAlive(file.pid) ? file : undefined;
  } catch {
    return undefined;
  }
}

/** The outputs of a stack; throws a UserError when it cannot be read. */
export async function stackOutputs(stack: string): Promise<Outputs> {
  const client = new CloudFormationClient({});
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stack }));
    const outputs = Stacks?.[0]?.Outputs ?? [];
    return Object.fromEntries(
      outputs.map(({ OutputKey, OutputValue }) => [OutputKey ?? '', OutputValue ?? '']),
    );
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(
      `stack ${stack} could not be read: ${why}; mxp takes credentials and region as the AWS CLI does`,
      { cause },
    );
  }
}

/** The stack of that name in AWS; without a name, the engine that runs on this machine. */
export async function findDeployment(stack: string | undefined): Promise<Deployment> {
  if (stack) return fromOutputs(`stack ${stack}`, await stackOutputs(stack), {});
  const engine = await readEngineFile();
  if (!engine)
    throw new UserError(
      'no local engine is running: start one with `npm start -- --serve`, or name a stack with --stack NAME',
    );
  return fromOutputs('the local engine', engine.outputs, {
    region: engine.endpoints.region,
    endpoints: engine.endpoints,
  });
}
