import { ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { CreateEmailIdentityCommand } from '@aws-sdk/client-sesv2';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { connect } from '../../../cli/connection.ts';
import { fromOutputs, stackOutputs } from '../../../cli/deployment.ts';
import type { Checks } from '../checks.ts';
import { type Cloud, type Resource, resourcesOf, stackStatus } from '../cloud.ts';
import {
  DELIVERABILITY,
  deliverabilityParameters,
  PIPELINE,
  pipelineParameters,
  SENDER_DOMAIN,
} from '../parameters.ts';
import { FIRST } from '../releases.ts';
import type { Pipeline, Stage } from '../stage.ts';
import { subscribe } from '../subscriber.ts';

/** An outage of this long must not empty a queue into its dead letters (design, "The picture"). */
const LEAST_TRYING_SECONDS = 2 * 60 * 60;

const secondsTried = async ({ sqs }: Cloud, QueueUrl: string): Promise<number | undefined> => {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['RedrivePolicy', 'VisibilityTimeout'] }),
  );
  const { RedrivePolicy: policy, VisibilityTimeout: visibility } = Attributes;
  if (policy === undefined) return undefined;
  return (
    Number(visibility) * Number((JSON.parse(policy) as { readonly maxReceiveCount: unknown }).maxReceiveCount)
  );
};

/** As the pipeline has them without options; more may come. */
const LEAST_MAPPINGS = 5;

/** Each queue that a function reads has a mapping that is on, and dead letters, reached no sooner than in two hours. */
async function checkQueues(checks: Checks, cloud: Cloud, resources: readonly Resource[]): Promise<void> {
  const { EventSourceMappings = [] } = await cloud.lambda.send(new ListEventSourceMappingsCommand({}));
  const states = EventSourceMappings.map(({ State }) => State);
  checks.holds('at least five queues are read by functions', states.length >= LEAST_MAPPINGS, states);
  checks.equal('all mappings are on', states, Array(states.length).fill('Enabled'));
  const names = EventSourceMappings.map(({ EventSourceArn = '' }) => EventSourceArn.split(':').at(-1));
  const read = resources.filter(({ physicalId }) => names.includes(physicalId.split('/').at(-1)));
  checks.equal('their queues are the stack’s', read.length, names.length);
  const tried = await Promise.all(read.map(({ physicalId }) => secondsTried(cloud, physicalId)));
  checks.holds(
    'each has dead letters, after two hours of trying at least',
    tried.every((seconds) => seconds !== undefined && seconds >= LEAST_TRYING_SECONDS),
    tried,
  );
}

/** What docs/deploy.md asks for before the first time: SES refuses mail of an identity that it has not verified. */
export async function prepare({ checks, cdk, cloud }: Stage): Promise<void> {
  await cdk.bootstrap();
  checks.equal('the CDK has its stack', await stackStatus(cloud, 'CDKToolkit'), 'CREATE_COMPLETE');
  const identity = await cloud.ses.send(new CreateEmailIdentityCommand({ EmailIdentity: SENDER_DOMAIN }));
  checks.equal('SES has verified the domain', identity.VerifiedForSendingStatus, true);
}

/** The deliverability instance, then the pipeline that refreshes from it. */
export async function deploy({ checks, cdk, cloud, publisher }: Stage): Promise<Pipeline> {
  const { feedUrl } = await checks.step('cdk deploy: the deliverability instance', async () => {
    await cdk.deploy([DELIVERABILITY], deliverabilityParameters());
    checks.equal('the stack stands', await stackStatus(cloud, DELIVERABILITY), 'CREATE_COMPLETE');
    const { FeedUrl = '', FeedBucketName = '' } = await stackOutputs(DELIVERABILITY);
    checks.equal('its outputs name the feed', FeedUrl, `s3://${FeedBucketName}/`);
    return { feedUrl: FeedUrl };
  });
  return checks.step('cdk deploy: the pipeline', async () => {
    const choices = { feedUrl, feedKey: publisher.publicKey, level: FIRST.level };
    await cdk.deploy([PIPELINE], pipelineParameters(choices));
    checks.equal('the stack stands', await stackStatus(cloud, PIPELINE), 'CREATE_COMPLETE');
    const outputs = await stackOutputs(PIPELINE);
    const resources = await resourcesOf(cloud, PIPELINE);
    const connection = connect(fromOutputs(PIPELINE, outputs, {}));
    checks.equal('mxp finds all it needs in the outputs', connection.deployment.feed?.url, feedUrl);
    await checkQueues(checks, cloud, resources);
    const upstream = await subscribe(cloud, outputs['OutcomeTopicArn'] ?? '');
    return { outputs, resources, connection, feedUrl, upstream };
  });
}
