import { SESv2Client, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import type { Zone } from '../../../local/servers/dns-zone.ts';
import { createMailRoutes } from '../../../local/servers/mail-routes.ts';
import { type ProviderOptions, startProvider } from '../../../local/servers/provider.ts';
import { SES_EVENT_TYPES } from '../../../local/servers/ses/events.ts';
import { type SesOptions, startSes } from '../../../local/servers/ses.ts';
import { CLIENT_CONFIG } from './support.ts';

/** An event as published: where, and what. */
export interface Published {
  readonly topicArn: string;
  readonly event: Readonly<Record<string, unknown>> & { readonly eventType: string };
}

interface MailWorldOptions extends Partial<SesOptions> {
  readonly provider?: Partial<ProviderOptions>;
  /** Asked before the provider for every domain. */
  readonly before?: readonly ProviderOptions[];
  readonly zone?: Zone;
}

/** A local SES with one provider for every domain, its client, and what it published. */
export async function startMailWorld(options: MailWorldOptions = {}) {
  const provider = await startProvider({ name: 'provider', mxHosts: ['*'], ...options.provider });
  const before = await Promise.all((options.before ?? []).map(startProvider));
  const published: Published[] = [];
  const errors: unknown[] = [];
  const ses = await startSes({
    limits: { maxSendRate: 1_000, max24HourSend: -1 },
    identities: ['example.com'],
    sets: { All: { destinations: [{ topicArn: 'topic', types: SES_EVENT_TYPES }] } },
    resolve: createMailRoutes(options.zone ?? {}, [...before, provider]),
    publish: async (topicArn, json) => published.push({ topicArn, event: JSON.parse(json) }),
    onError: (error) => errors.push(error),
    ...options,
  });
  const client = new SESv2Client({ ...CLIENT_CONFIG, endpoint: ses.url, maxAttempts: 1 });
  const send = (change: Partial<SendEmailCommandInput> = {}, signal?: AbortSignal) =>
    client.send(new SendEmailCommand({ ...MAIL, ...change }), signal ? { abortSignal: signal } : {});
  const eventsOf = (type: string) => published.filter(({ event }) => event.eventType === type);
  const stop = async () => {
    client.destroy();
    await ses.stop();
    await Promise.all([...before, provider].map((each) => each.stop()));
  };
  return { provider, before, ses, client, send, published, eventsOf, errors, stop };
}

/** A mail that every check passes. */
export const MAIL: SendEmailCommandInput = {
  FromEmailAddress: 'Shop <news@example.com>',
  Destination: { ToAddresses: ['ann@velamail.test'] },
  ConfigurationSetName: 'All',
  EmailTags: [{ Name: 'mail', Value: 'm-1' }],
  Content: { Simple: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'Hi Ann' } } } },
};

export const to = (address: string): Partial<SendEmailCommandInput> => ({
  Destination: { ToAddresses: [address] },
});
