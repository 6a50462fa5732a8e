import { connect } from '../../../cli/connection.ts';
import { fromOutputs, stackOutputs } from '../../../cli/deployment.ts';
import { stackStatus } from '../cloud.ts';
import { DELIVERABILITY, PIPELINE, pipelineParameters, STACKS } from '../parameters.ts';
import { SECOND } from '../releases.ts';
import type { Pipeline, Stage } from '../stage.ts';

/** `cdk deploy` once more, with another level: nothing that holds state is replaced. */
export async function update({ checks, cdk, cloud, publisher }: Stage, before: Pipeline): Promise<Pipeline> {
  const choices = { feedUrl: before.feedUrl, feedKey: publisher.publicKey, level: SECOND.level };
  await cdk.deploy(STACKS, pipelineParameters(choices));
  checks.equal(
    'the deliverability instance stands as it was',
    await stackStatus(cloud, DELIVERABILITY),
    'CREATE_COMPLETE',
  );
  checks.equal('the pipeline is updated', await stackStatus(cloud, PIPELINE), 'UPDATE_COMPLETE');
  const outputs = await stackOutputs(PIPELINE);
  const { Settings: _was, ...rest } = before.outputs;
  const { Settings: _is, ...same } = outputs;
  checks.equal('queues, topics, tables, secret and bucket are the same', same, rest);
  const connection = connect(fromOutputs(PIPELINE, outputs, {}));
  const { settings } = connection.deployment;
  checks.equal('the level is the new one', settings.pools[settings.defaultPool]?.level, SECOND.level);
  return { ...before, outputs, connection };
}
