import { asText } from './json.ts';
import { readContent } from './read-content.ts';
import { readMail } from './read-mail.ts';
import { type SesEventResult, unreadable, validation } from './result.ts';
import { unwrap } from './unwrap.ts';

/** What SES publishes when a topic is set on an identity: JSON, but of no mail. */
const SUBSCRIBED = 'AmazonSnsSubscriptionSucceeded';

/** All of SES's names fit, and no address does. */
const TYPE_NAME = /^[A-Za-z][A-Za-z0-9 _-]{0,63}$/;

/**
 * Reads one SES event out of a queue's body: of either family, raw or in the envelope of SNS, EventBridge or both. Never
 * throws; fields that the guide does not know are passed over, and what is missing or broken is left out.
 *
 * @example
 * const result = parseSesEvent(record.body);
 * if (!result.ok) console.log(result.kind, result.reason);
 * else if (result.event.type === 'Bounce')
 *   for (const { emailAddress, status } of result.event.bounce.bouncedRecipients) console.log(emailAddress, status);
 */
export function parseSesEvent(body: string): SesEventResult {
  const unwrapped = unwrap(body);
  if (!unwrapped.ok) return unwrapped;
  const { json } = unwrapped;
  const eventType = asText(json['eventType']);
  const name = eventType ?? asText(json['notificationType']);
  if (name === undefined) return unreadable('neither eventType nor notificationType');
  if (name === SUBSCRIBED) return validation('SES has tried the topic of an identity');
  if (!TYPE_NAME.test(name)) return unreadable('its type is no name');
  const read = readMail(json['mail']);
  if (!read.ok) return read;
  const { mail } = read;
  const found = readContent(name, json, mail.timestamp);
  if (!found.ok) return found;
  const family = eventType === undefined ? 'notification' : 'event';
  return { ok: true, event: { ...found.content, family, mail } };
}
