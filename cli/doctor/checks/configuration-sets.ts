import type { ConfigurationSetState } from '../../../shared/aws/inspect/configuration-set.ts';
import { type Check, fail, type Judged, judged, ok, warn } from '../finding.ts';

/** Without these nobody hears of bounces. */
const NEEDED = ['BOUNCE', 'COMPLAINT', 'DELIVERY_DELAY', 'REJECT', 'RENDERING_FAILURE'];

const REDEPLOY =
  'npx cdk deploy; if the stack says that nothing changed, aws cloudformation detect-stack-drift';
const setOption = (name: string): string => `--configuration-set-name ${name}`;

/** A set has a fault or none; those that mail cannot do without come first. */
function judgeOne({ name, found }: ConfigurationSetState, topicArn: string): Judged | undefined {
  if (!found) return fail(`${name} does not exist: SES refuses its mail`, REDEPLOY);
  if (!found.sendingEnabled)
    return fail(
      `${name}: sending is paused`,
      `aws sesv2 put-configuration-set-sending-options ${setOption(name)} --sending-enabled`,
    );
  const ours = found.destinations.filter((one) => one.topicArn === topicArn && one.enabled);
  const heard = new Set(ours.flatMap(({ events }) => events));
  const unheard = NEEDED.filter((event) => !heard.has(event));
  if (unheard.length > 0)
    return fail(`${name} does not tell FeedbackTopic of ${unheard.join(', ')}`, REDEPLOY);
  if (found.suppressedReasons.join() !== 'COMPLAINT')
    return warn(
      `${name} suppresses ${found.suppressedReasons.join(' and ') || 'nothing'}: bounces are MX Pacer's to judge`,
      `aws sesv2 put-configuration-set-suppression-options ${setOption(name)} --suppressed-reasons COMPLAINT`,
    );
  if (!found.reputationMetrics)
    return warn(
      `${name} keeps no reputation metrics`,
      `aws sesv2 put-configuration-set-reputation-options ${setOption(name)} --reputation-metrics-enabled`,
    );
  return undefined;
}

export const configurationSets: Check = {
  group: 'SES',
  name: 'configuration sets',
  judge: ({ sets, feedbackTopicArn }) =>
    judged(sets, (all) => {
      const faults = all.map((set) => judgeOne(set, feedbackTopicArn)).filter((fault) => fault !== undefined);
      return faults.length > 0
        ? faults
        : ok(`${all.length}, their events go to FeedbackTopic, they suppress complaints only`);
    }),
};
