import {
  createDynamoDbClient,
  createSesClient,
  createSnsClient,
  createSqsClient,
} from '../../shared/aws/clients.ts';
import { inspectAccount, type SesAccount } from '../../shared/aws/inspect/account.ts';
import { type Caller, inspectCaller } from '../../shared/aws/inspect/caller.ts';
import {
  type ConfigurationSetState,
  inspectConfigurationSet,
} from '../../shared/aws/inspect/configuration-set.ts';
import {
  type FunctionState,
  inspectEventSource,
  inspectFunction,
  inspectSchedule,
  type TriggerState,
} from '../../shared/aws/inspect/functions.ts';
import { type Identity, inspectIdentity } from '../../shared/aws/inspect/identity.ts';
import { inspectQueue, type QueueState } from '../../shared/aws/inspect/queue.ts';
import { createRecordReader, type NameRecords } from '../../shared/aws/inspect/records.ts';
import { inspectStack, type StackState } from '../../shared/aws/inspect/stack.ts';
import { inspectTable, type TableState } from '../../shared/aws/inspect/table.ts';
import { inspectTopic, type TopicState } from '../../shared/aws/inspect/topic.ts';
import { Absent } from './fact.ts';

/** What the doctor asks a deployment; each question fails by itself. */
export interface Inspection {
  caller(): Promise<Caller>;
  stack(): Promise<StackState>;
  account(): Promise<SesAccount>;
  identity(name: string): Promise<Identity>;
  records(name: string): Promise<NameRecords>;
  set(name: string): Promise<ConfigurationSetState>;
  function(name: string): Promise<FunctionState>;
  eventSource(uuid: string): Promise<TriggerState>;
  schedule(name: string): Promise<TriggerState>;
  queue(url: string): Promise<QueueState>;
  table(name: string): Promise<TableState>;
  topic(arn: string): Promise<TopicState>;
}

/** SES lets about one such call a second through; the others are tried again. */
const TRIES = 8;

/** Asks the stack of that name in AWS. */
export function inspectAws(stackName: string): Inspection {
  const ses = createSesClient(TRIES);
  const dynamodb = createDynamoDbClient(TRIES);
  const sqs = createSqsClient();
  const sns = createSnsClient();
  return {
    caller: () => inspectCaller(),
    stack: () => inspectStack(stackName),
    account: () => inspectAccount(ses),
    identity: (name) => inspectIdentity(ses, name),
    records: createRecordReader(),
    set: (name) => inspectConfigurationSet(ses, name),
    function: (name) => inspectFunction(name),
    eventSource: (uuid) => inspectEventSource(uuid),
    schedule: (name) => inspectSchedule(name),
    queue: (url) => inspectQueue(sqs, url),
    table: (name) => inspectTable(dynamodb, name),
    topic: (arn) => inspectTopic(sns, arn),
  };
}

const absent = (what: string) => () => Promise.reject(new Absent(`the local engine has no ${what}`));

/** Asks the engine on this machine: what its servers know, and nothing that only AWS has. */
export const inspectEngine = (): Inspection => ({
  ...inspectAws('none'),
  caller: absent('account of AWS'),
  stack: absent('CloudFormation'),
  identity: absent('identities: it takes every sender'),
  records: absent('domain of yours'),
  set: absent('settings of configuration sets to ask for'),
  function: absent('Lambda to ask'),
  eventSource: absent('event source mappings'),
  schedule: absent('EventBridge'),
});
