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

/** Queues that functions read have dead letters, reached no sooner than in two hours, and a mapping that is on. */
async function checkQueues(checks: Checks, cloud: Cloud, resources: readonly Resource[]): Promise<void> {
  const queues = resources.filter(({ type }) => type === 'AWS::SQS::Queue');
  const tried = await Promise.all(queues.map(({ physicalId }) => secondsTried(cloud, physicalId)));
  const withDeadLetters = tried.filter((seconds) => seconds !== undefined);
  checks.equal('five queues have dead letters', withDeadLetters.length, 5);
  checks.holds(
    'each of them is tried for two hours at least',
    withDeadLetters.every((seconds) => seconds >= LEAST_TRYING_SECONDS),
    withDeadLetters,
  );
  const { EventSourceMappings = [] } = await cloud.lambda.send(new ListEventSourceMappingsCommand({}));
  const states = EventSourceMappings.map(({ State }) => State);
  checks.equal('each of the five is read by a function', states, Array(5).fill('Enabled'));
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
