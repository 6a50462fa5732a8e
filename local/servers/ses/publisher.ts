import { type EventMail, eventJson, type SesConfigurationSet, type SesEventType } from './events.ts';
import { bareAddress } from './send-request.ts';

/** Publishes an event to the destinations of the mail's configuration set that ask for its type. */
export type PublishEvent = (mail: EventMail, type: SesEventType, payload: object) => void;

export function createPublisher(options: {
  readonly sets: Readonly<Record<string, SesConfigurationSet>>;
  readonly publish: (topicArn: string, json: string) => Promise<unknown>;
  readonly onError: (error: unknown) => void;
}): PublishEvent {
  return (mail, type, payload) => {
    const set = mail.configurationSet === undefined ? undefined : options.sets[mail.configurationSet];
    const wanted = set?.destinations.filter(({ types }) => types.includes(type)) ?? [];
    if (wanted.length === 0) return;
    const json = eventJson(type, mail, bareAddress(mail.from), payload);
    for (const { topicArn } of wanted) options.publish(topicArn, json).catch(options.onError);
  };
}
