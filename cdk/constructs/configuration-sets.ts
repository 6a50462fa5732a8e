import { Duration } from 'aws-cdk-lib';
import {
  ConfigurationSet,
  DedicatedIpPool,
  EmailSendingEvent,
  EventDestination,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Parameters } from '../parameters.ts';

/**
 * How long SES may try a mail, longest first: the sender takes the longest that fits the mail's remaining life.
 * 50,400 s is SES's own most, 300 s its least (SES v2 API, DeliveryOptions).
 */
const MAX_DELIVERY_SECONDS = [50_400, 7_200, 900] as const;

const EVENTS = [
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.REJECT,
  EmailSendingEvent.RENDERING_FAILURE,
  EmailSendingEvent.DELIVERY_DELAY,
];

/** A configuration set of a pool. */
export interface PoolSet {
  readonly pool: string;
  readonly maxDeliverySeconds: number;
  readonly set: ConfigurationSet;
}

/** Three configuration sets a pool, their events to `feedback`. SES suppresses complaints only: bounces are judged by us. */
export function createConfigurationSets(
  scope: Construct,
  parameters: Parameters,
  feedback: ITopic,
): readonly PoolSet[] {
  const events = parameters.sendEvents ? [EmailSendingEvent.SEND, ...EVENTS] : EVENTS;
  return Object.entries(parameters.pools).flatMap(([pool, { sesIpPool }]) => {
    const ipPool = sesIpPool && {
      dedicatedIpPool: DedicatedIpPool.fromDedicatedIpPoolName(scope, `Pool-${pool}`, sesIpPool),
    };
    return MAX_DELIVERY_SECONDS.map((seconds) => {
      const set = new ConfigurationSet(scope, `ConfigurationSet-${pool}-${seconds}`, {
        ...ipPool,
        maxDeliveryDuration: Duration.seconds(seconds),
        suppressionReasons: SuppressionReasons.COMPLAINTS_ONLY,
        reputationMetrics: true,
      });
      set.addEventDestination('Feedback', { destination: EventDestination.snsTopic(feedback), events });
      return { pool, maxDeliverySeconds: seconds, set };
    });
  });
}
