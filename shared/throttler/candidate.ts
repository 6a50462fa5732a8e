import type { ParkedMail } from '../backlog/page.ts';
import type { MailEnding } from '../delivery/end-mails.ts';
import type { Envelope } from '../message/envelope.ts';
import type { Mail } from '../message/mail.ts';
import type { Echo } from '../outcome/event.ts';
import type { QueuedMail } from '../ports/queues.ts';
import type { AddressKey } from '../quarantine/address-key.ts';
import type { Decision } from './decide.ts';
import type { Route } from './route.ts';

/** A valid mail that asks to leave. */
export interface Candidate extends QueuedMail {
  readonly mail: Mail;
  /** The recipient. */
  readonly address: AddressKey;
  readonly envelope: Envelope;
}

/** What upstream gets back of its mail in every event. */
export const echoOf = (mail: Mail, route?: Pick<Route, 'rule' | 'mx' | 'key' | 'ruleSet'>): Echo => ({
  stream: mail.stream,
  pool: mail.pool,
  ...(mail.campaign === undefined ? {} : { campaign: mail.campaign }),
  ...(mail.metadata === undefined ? {} : { metadata: mail.metadata }),
  ...(route ? { rule: route.rule, mx: route.mx, key: route.key, ruleSet: route.ruleSet } : {}),
});

/** A candidate as a line of the backlog. */
export const parkedAs = (
  { mail, body, envelope }: Candidate,
  { key, readyAt, lookAt, opens }: Pick<ParkedMail, 'key' | 'readyAt' | 'lookAt' | 'opens'>,
): ParkedMail => ({
  key,
  readyAt,
  lookAt,
  opens,
  body,
  envelope,
  stream: mail.stream,
  campaign: mail.campaign,
});

/** An ending of a candidate, as `endMails` takes it. */
export const endingOf = (
  { mail, address, envelope }: Candidate,
  end: Extract<Decision, { kind: 'end' }>,
): MailEnding => ({
  id: mail.id,
  bodyHash: mail.bodyHash,
  recipient: { key: address, address: mail.to.address },
  echo: echoOf(mail, end.route),
  ending: end.ending,
  expiresAt: envelope.expiresAt,
  ...(envelope.resent ? { resent: envelope.resent } : {}),
});
