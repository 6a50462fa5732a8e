import { InvokeCommand } from '@aws-sdk/client-lambda';
import { resourceNamed } from '../cloud.ts';
import type { Release } from '../releases.ts';
import type { Pipeline, Stage } from '../stage.ts';

/** Publishes a release, has rule-sync run, and answers the version that is in force then. */
export async function syncRules(
  { checks, cloud, publisher }: Stage,
  { resources, connection }: Pick<Pipeline, 'resources' | 'connection'>,
  release: Release,
): Promise<string> {
  const version = await publisher.publish(release);
  checks.note(`mxp feed: release ${release.sequence}, version ${version}`);
  const { physicalId } = resourceNamed(resources, 'AWS::Lambda::Function', 'RuleSync');
  const answer = await cloud.lambda.send(new InvokeCommand({ FunctionName: physicalId }));
  checks.equal('rule-sync runs', [answer.StatusCode, answer.FunctionError], [200, undefined]);
  const { feed, pointer } = await connection.rulesStore.state();
  checks.equal(
    'it took the release',
    [feed.sequence, feed.version, feed.failed],
    [release.sequence, version, undefined],
  );
  const set = pointer && (await connection.rulesStore.getSet(pointer.current));
  checks.equal('its set is in force', set?.version, version);
  const rate = set?.classes['google']?.rate;
  checks.equal('with the rate of this release', rate, release.rate);
  return version;
}
