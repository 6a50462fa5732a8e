import {
  type EventDestination,
  SES_EVENT_TYPES,
  type SesConfigurationSet,
  type SesEventType,
} from '../servers/ses/events.ts';
import type { Identity } from './identity.ts';
import type { Properties } from './properties.ts';
import type { BucketNotification, Queue, Subscription } from './stack.ts';

/** Defaults are those of CloudFormation: visibility 30 s, no delay, 4 days. */
export function readQueue(name: string, { ref, attributes }: Identity, properties: Properties): Queue {
  const redrive = properties.object('RedrivePolicy');
  return {
    name,
    url: ref,
    arn: attributes['Arn'] ?? '',
    visibilitySeconds: properties.number('VisibilityTimeout', 30),
    delaySeconds: properties.number('DelaySeconds', 0),
    retentionSeconds: properties.number('MessageRetentionPeriod', 345_600),
    ...(properties.has('RedrivePolicy')
      ? {
          redrive: {
            targetArn: redrive.text('deadLetterTargetArn'),
            maxReceiveCount: redrive.number('maxReceiveCount', 10),
          },
        }
      : {}),
  };
}

/** The queues that a bucket tells of its objects. */
export const readNotifications = ({ ref }: Identity, properties: Properties): readonly BucketNotification[] =>
  properties
    .object('NotificationConfiguration')
    .list('QueueConfigurations')
    .map((one) => ({ bucket: ref, queueArn: one.text('Queue'), event: one.text('Event') }));

export function readSubscription(properties: Properties): Subscription {
  const filterPolicy = properties.optionalText('FilterPolicy');
  const filterPolicyScope = properties.optionalText('FilterPolicyScope');
  return {
    topicArn: properties.text('TopicArn'),
    protocol: properties.text('Protocol'),
    endpoint: properties.text('Endpoint'),
    raw: properties.flag('RawMessageDelivery'),
    ...(filterPolicy === undefined ? {} : { filterPolicy }),
    ...(filterPolicyScope === undefined ? {} : { filterPolicyScope }),
  };
}

export function readConfigurationSet(properties: Properties): Omit<SesConfigurationSet, 'destinations'> {
  const suppression = properties.object('SuppressionOptions');
  const maxDeliverySeconds = properties.object('DeliveryOptions').optionalNumber('MaxDeliverySeconds');
  return {
    ...(suppression.has('SuppressedReasons')
      ? {
          suppressedReasons: suppression
            .texts('SuppressedReasons')
            .filter((reason) => reason === 'BOUNCE' || reason === 'COMPLAINT'),
        }
      : {}),
    ...(maxDeliverySeconds === undefined ? {} : { maxDeliverySeconds }),
  };
}

/** `deliveryDelay`, `DELIVERY_DELAY` and `DeliveryDelay` are one type. */
const plain = (type: string): string => type.replaceAll(/[\s_]/g, '').toLowerCase();
const TYPES = new Map<string, SesEventType>(SES_EVENT_TYPES.map((type) => [plain(type), type]));

/** An enabled destination with a topic, and the set that it belongs to. */
export function readEventDestination(
  properties: Properties,
): { readonly set: string; readonly destination: EventDestination } | undefined {
  const destination = properties.object('EventDestination');
  const topicArn = destination.object('SnsDestination').optionalText('TopicARN');
  if (topicArn === undefined || (destination.has('Enabled') && !destination.flag('Enabled')))
    return undefined;
  const types = destination
    .texts('MatchingEventTypes')
    .map((type) => TYPES.get(plain(type)))
    .filter((type) => type !== undefined);
  return { set: properties.text('ConfigurationSetName'), destination: { topicArn, types } };
}
