import type { ProviderLogEntry } from '../../../local/servers/provider-log.ts';
import type { SmtpRefusal } from '../../../local/servers/provider-policy.ts';
import type { MailId } from '../../../shared/message/mail.ts';
import type { OutcomeEvent, OutcomeKind } from '../../../shared/outcome/event.ts';

let made = 0;

/** An event as upstream hears it. */
export const event = (id: string, kind: OutcomeKind, more: Partial<OutcomeEvent> = {}): OutcomeEvent => {
  made += 1;
  return {
    v: 1,
    eventId: `event-${made}`,
    id: id as MailId,
    kind,
    at: '2026-01-01T00:00:00.000Z',
    stream: 'marketing',
    pool: 'shared',
    ...more,
  };
};

/** A line of a provider's log. */
export const entry = (at: number, recipient: string, refusal?: SmtpRefusal): ProviderLogEntry => ({
  at,
  connection: 'c1',
  step: refusal ? 'rcpt' : 'data',
  recipients: recipient === '' ? [] : [recipient],
  ...(refusal ? { refusal } : {}),
});

/** A provider's books with that log. */
export const books = (name: string, log: readonly ProviderLogEntry[]) => ({
  name,
  log: () => log,
  counts: () => ({
    connections: 3,
    mostConnections: 2,
    accepted: 0,
    mostMessages: 7,
    refused: 0,
    refusals: {},
  }),
});
