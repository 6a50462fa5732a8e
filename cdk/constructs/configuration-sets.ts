import { Duration } from 'aws-cdk-lib';
import {
  ConfigurationSet,
  type ConfigurationSetProps,
  DedicatedIpPool,
  EmailSendingEvent,
  EventDestination,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { PacerParameters } from '../pacer-parameters.ts';

/**
 * How long SES may try a mail, longest first: the sender takes the longest that fits the mail's remaining life.
 * 50,400 s is SES's own most, 300 s its least (SES v2 API, DeliveryOptions).
 */
const MAX_DELIVERY_SECONDS = [50_400, 7_200, 900] as const;

const FAILURES = [
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.REJECT,
  EmailSendingEvent.RENDERING_FAILURE,
  EmailSendingEvent.DELIVERY_DELAY,
];
const { SEND, DELIVERY } = EmailSendingEvent;

/** The configuration sets of a pool for one MaxDeliverySeconds. */
export interface PoolSet {
  readonly pool: string;
  readonly maxDeliverySeconds: number;
  readonly set: ConfigurationSet;
  /** For addresses whose errors are being counted: Send and Delivery events too. May be `set` itself. */
  readonly watched: ConfigurationSet;
}

/** What a mail's set publishes of every mail; Delivery events of all mail make the watched sets needless. */
const plainEvents = ({ sendEvents, deliveryEvents }: PacerParameters): EmailSendingEvent[] => [
  ...(sendEvents ? [SEND] : []),
  ...(deliveryEvents === 'all' ? [DELIVERY] : []),
  ...FAILURES,
];

/**
 * Two configuration sets a pool and MaxDeliverySeconds, their events to `feedback`. SES suppresses complaints only:
 * bounces are judged by us.
 */
export function createConfigurationSets(
  scope: Construct,
  parameters: PacerParameters,
  feedback: ITopic,
): readonly PoolSet[] {
  const create = (id: string, props: ConfigurationSetProps, events: EmailSendingEvent[]) => {
    const set = new ConfigurationSet(scope, id, {
      ...props,
      suppressionReasons: SuppressionReasons.COMPLAINTS_ONLY,
      reputationMetrics: true,
    });
    set.addEventDestination('Feedback', { destination: EventDestination.snsTopic(feedback), events });
    return set;
  };
  return Object.entries(parameters.pools).flatMap(([pool, { sesIpPool }]) => {
    const ipPool = sesIpPool && {
      dedicatedIpPool: DedicatedIpPool.fromDedicatedIpPoolName(scope, `Pool-${pool}`, sesIpPool),
    };
    return MAX_DELIVERY_SECONDS.map((maxDeliverySeconds) => {
      const id = `ConfigurationSet-${pool}-${maxDeliverySeconds}`;
      const props = { ...ipPool, maxDeliveryDuration: Duration.seconds(maxDeliverySeconds) };
      const set = create(id, props, plainEvents(parameters));
      const watched =
        parameters.deliveryEvents === 'all'
          ? set
          : create(`${id}-Watched`, props, [SEND, DELIVERY, ...FAILURES]);
      return { pool, maxDeliverySeconds, set, watched };
    });
  });
}
