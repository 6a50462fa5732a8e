import { type Identity, identify } from './identity.ts';
import { type Properties, propertiesOf } from './properties.ts';
import { readFunction, readMapping, readSchedules } from './read-compute.ts';
import {
  readConfigurationSet,
  readEventDestination,
  readNotifications,
  readQueue,
  readSubscription,
} from './read-messaging.ts';
import { readSecret } from './read-secret.ts';
import { readTable } from './read-table.ts';
import { createResolve } from './resolve.ts';
import type { Stack } from './stack.ts';
import type { Template, World } from './world.ts';

interface Entry {
  readonly id: string;
  readonly type: string;
  readonly identity: Identity;
  readonly properties: Properties;
}

/** Types that are run. */
const READ = [
  'AWS::SQS::Queue',
  'AWS::SNS::Topic',
  'AWS::SNS::Subscription',
  'AWS::DynamoDB::Table',
  'AWS::DynamoDB::GlobalTable',
  'AWS::S3::Bucket',
  'AWS::SecretsManager::Secret',
  'AWS::Lambda::Function',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Events::Rule',
  'AWS::Scheduler::Schedule',
  'AWS::SES::ConfigurationSet',
  'AWS::SES::ConfigurationSetEventDestination',
];

/** Types that mean nothing on one machine: permissions, keys, logs, and what draws or watches. */
const SKIPPED =
  /^AWS::(IAM|KMS|Logs|CloudWatch|CDK)::|^AWS::(SQS::QueuePolicy|SNS::TopicPolicy|S3::BucketPolicy|Lambda::Permission|Lambda::EventInvokeConfig|SES::EmailIdentity|SES::ReceiptRule|Scheduler::ScheduleGroup)$/;

/** Reads a synthesised template into plain words. Throws TemplateError where a value cannot be resolved. */
export function readStack(template: Template, world: World): Stack {
  const resources = Object.entries(template.Resources ?? {});
  const resolve = createResolve(template, world);
  const entries = resources
    .filter(([, { Type }]) => READ.includes(Type))
    .map(([id, resource]) => ({
      id,
      type: resource.Type,
      identity: identify(id, resource, world),
      properties: propertiesOf(resolve(resource.Properties)),
    }));
  const of = (...types: readonly string[]) => entries.filter(({ type }) => types.includes(type));
  const outputs = Object.entries(template.Outputs ?? {});
  return {
    queues: of('AWS::SQS::Queue').map((entry) => readQueue(entry.id, entry.identity, entry.properties)),
    topics: of('AWS::SNS::Topic').map(({ id, identity }) => ({ name: id, arn: identity.ref })),
    subscriptions: of('AWS::SNS::Subscription').map(({ properties }) => readSubscription(properties)),
    tables: of('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map((entry) =>
      readTable(entry.id, entry.properties),
    ),
    buckets: of('AWS::S3::Bucket').map(({ identity }) => identity.ref),
    notifications: of('AWS::S3::Bucket').flatMap(({ identity, properties }) =>
      readNotifications(identity, properties),
    ),
    secrets: of('AWS::SecretsManager::Secret').map((entry) =>
      readSecret(entry.id, entry.identity, entry.properties),
    ),
    functions: of('AWS::Lambda::Function').map((entry) =>
      readFunction(entry.id, entry.identity, entry.properties, world.assemblyDir),
    ),
    mappings: of('AWS::Lambda::EventSourceMapping').map(({ properties }) => readMapping(properties)),
    schedules: of('AWS::Events::Rule', 'AWS::Scheduler::Schedule').flatMap((entry) =>
      readSchedules(entry.id, entry.properties),
    ),
    configurationSets: configurationSets(of),
    outputs: Object.fromEntries(outputs.map(([name, { Value }]) => [name, String(resolve(Value))])),
    unknown: resources
      .filter(([, { Type }]) => !READ.includes(Type) && !SKIPPED.test(Type))
      .map(([id, { Type }]) => `${id} (${Type})`),
  };
}

function configurationSets(
  of: (...types: readonly string[]) => readonly Entry[],
): Stack['configurationSets'] {
  const destinations = of('AWS::SES::ConfigurationSetEventDestination')
    .map(({ properties }) => readEventDestination(properties))
    .filter((found) => found !== undefined);
  return Object.fromEntries(
    of('AWS::SES::ConfigurationSet').map(({ identity, properties }) => [
      identity.ref,
      {
        ...readConfigurationSet(properties),
        destinations: destinations
          .filter(({ set }) => set === identity.ref)
          .map(({ destination }) => destination),
      },
    ]),
  );
}
