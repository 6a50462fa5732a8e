import { asFlag, asList, asObject, asText, asTextLists, asTexts, type Json, textFields } from './json.ts';
import type { EpochMillis } from './mail.ts';
import { readTime } from './time.ts';
import type {
  SesClick,
  SesDelivery,
  SesOpen,
  SesSubscription,
  TopicPreferences,
  TopicStatus,
} from './types.ts';

export function readDelivery(json: Json, mailAt: EpochMillis): SesDelivery {
  const millis = json['processingTimeMillis'];
  return {
    timestamp: readTime(json['timestamp']) ?? mailAt,
    ...(Number.isFinite(millis) ? { processingTimeMillis: Number(millis) } : {}),
    recipients: asTexts(json['recipients']),
    ...textFields(json, ['smtpResponse', 'reportingMTA', 'remoteMtaIp']),
  };
}

export const readOpen = (json: Json, mailAt: EpochMillis): SesOpen => ({
  timestamp: readTime(json['timestamp']) ?? mailAt,
  ...textFields(json, ['ipAddress', 'userAgent']),
});

export function readClick(json: Json, mailAt: EpochMillis): SesClick {
  const linkTags = asObject(json['linkTags']);
  return {
    ...readOpen(json, mailAt),
    ...textFields(json, ['link']),
    ...(linkTags ? { linkTags: asTextLists(linkTags) } : {}),
  };
}

function readTopics(value: unknown): readonly TopicStatus[] {
  return asList(value).flatMap((item) => {
    const topic = asObject(item);
    const topicName = asText(topic?.['topicName']);
    const subscriptionStatus = asText(topic?.['subscriptionStatus']);
    return topicName === undefined || subscriptionStatus === undefined
      ? []
      : [{ topicName, subscriptionStatus }];
  });
}

const readPreferences = (json: Json): TopicPreferences => ({
  unsubscribeAll: asFlag(json['unsubscribeAll']),
  topicSubscriptionStatus: readTopics(json['topicSubscriptionStatus']),
  topicDefaultSubscriptionStatus: readTopics(json['topicDefaultSubscriptionStatus']),
});

export function readSubscription(json: Json, mailAt: EpochMillis): SesSubscription {
  const before = asObject(json['oldTopicPreferences']);
  const after = asObject(json['newTopicPreferences']);
  return {
    timestamp: readTime(json['timestamp']) ?? mailAt,
    ...textFields(json, ['contactList', 'source']),
    ...(after ? { newTopicPreferences: readPreferences(after) } : {}),
    ...(before ? { oldTopicPreferences: readPreferences(before) } : {}),
  };
}
