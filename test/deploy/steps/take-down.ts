import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { ListTopicsCommand } from '@aws-sdk/client-sns';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { connect } from '../../../cli/connection.ts';
import { type Cloud, type Resource, resourcesOf, stackStatus } from '../cloud.ts';
import type { TestMail } from '../mails.ts';
import { DELIVERABILITY, PIPELINE, pipelineParameters, STACKS } from '../parameters.ts';
import { SECOND } from '../releases.ts';
import type { Pipeline, Stage } from '../stage.ts';

/** What holds data stays when a stack goes (docs/deploy.md, "Taking it down"); the secret is checked by reading with it. */
const STAYS = ['AWS::DynamoDB::Table', 'AWS::S3::Bucket'];
const GOES = ['AWS::Lambda::Function', 'AWS::SNS::Topic', 'AWS::SQS::Queue'];

/** Everything of these types in the account, as CloudFormation calls it. */
async function existing({ dynamodb, lambda, s3, sns, sqs }: Cloud): Promise<ReadonlySet<string | undefined>> {
  const [tables, buckets, functions, topics, queues] = await Promise.all([
    dynamodb.send(new ListTablesCommand({})),
    s3.send(new ListBucketsCommand({})),
    lambda.send(new ListFunctionsCommand({})),
    sns.send(new ListTopicsCommand({})),
    sqs.send(new ListQueuesCommand({})),
  ]);
  return new Set([
    ...(tables.TableNames ?? []),
    ...(buckets.Buckets ?? []).map(({ Name }) => Name),
    ...(functions.Functions ?? []).map(({ FunctionName }) => FunctionName),
    ...(topics.Topics ?? []).map(({ TopicArn }) => TopicArn),
    ...(queues.QueueUrls ?? []),
  ]);
}

const named = (resources: readonly Resource[], types: readonly string[]): readonly string[] =>
  resources
    .filter(({ type }) => types.includes(type))
    .map(({ type, logicalId }) => `${type} ${logicalId}`)
    .sort();

/** What of the stacks is there. */
async function standing(cloud: Cloud, resources: readonly Resource[]): Promise<readonly string[]> {
  const there = await existing(cloud);
  const standing = resources.filter(({ physicalId }) => there.has(physicalId));
  return named(standing, [...STAYS, ...GOES]);
}

/** Reads what stayed, as a deployer would who took the stack down by mistake. */
async function readWhatStayed({ checks }: Stage, { connection }: Pipeline, bounced: TestMail): Promise<void> {
  const { addressKeys, quarantine, rulesStore } = connect(connection.deployment);
  const record = await quarantine.get((await addressKeys.open())(bounced.to));
  checks.equal(
    'by the secret, which stays, the quarantine is found',
    record?.standing.quarantine?.reason,
    'userUnknown',
  );
  const { pointer } = await rulesStore.state();
  const set = pointer && (await rulesStore.getSet(pointer.current));
  checks.equal('the rules in force are there', set?.classes['google']?.rate, SECOND.rate);
}

/** `cdk destroy`: what holds data stays, everything else goes. */
export async function takeDown(stage: Stage, pipeline: Pipeline, bounced: TestMail): Promise<void> {
  const { checks, cdk, cloud, publisher } = stage;
  const { feedUrl } = pipeline;
  const resources = [...(await resourcesOf(cloud, PIPELINE)), ...(await resourcesOf(cloud, DELIVERABILITY))];
  const whole = named(resources, [...STAYS, ...GOES]);
  checks.equal(`before, all ${whole.length} of them stand`, await standing(cloud, resources), whole);
  await cdk.destroy(
    STACKS,
    pipelineParameters({ feedUrl, feedKey: publisher.publicKey, level: SECOND.level }),
  );
  const stacks = await Promise.all(STACKS.map((stack) => stackStatus(cloud, stack)));
  checks.equal('both stacks are gone', stacks, [undefined, undefined]);
  const left = named(resources, STAYS);
  checks.equal(
    `${left.length} tables and buckets stay; functions, topics and queues go`,
    await standing(cloud, resources),
    left,
  );
  await readWhatStayed(stage, pipeline, bounced);
}
