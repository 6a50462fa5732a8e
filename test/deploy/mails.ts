import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Zone } from '../../local/servers/dns-zone.ts';
import { SENDER_DOMAIN } from './parameters.ts';

/** Domains whose MX hosts the shipped rules know, each with one of its own. */
export const ZONE: Zone = {
  'paced.example': { mx: [{ exchange: 'aspmx.l.google.com', preference: 10 }] },
  'slow.example': { mx: [{ exchange: 'mx1.qq.com', preference: 10 }] },
};

/** The rule for slow.example, whose 150 mails an hour at level `normal` give three slots within the horizon. */
export const SLOW_KEY = 'shared|rule|qq';
export const PACED_KEY = 'shared|rule|google';
/** By the last rule, for the one MX host `mx.paused.example` that the DNS server gives a domain it does not know. */
export const PAUSED_KEY = 'shared|operator|paused.example';

/** A mail as upstream writes it. */
export interface TestMail {
  readonly id: string;
  readonly to: string;
  readonly body: string;
}

interface MailOptions {
  /** @default `id` at the domain */
  readonly to?: string;
  readonly stream?: string;
  readonly campaign?: string;
}

/** Mail `id`. */
export function mailTo(domain: string, id: string, options: MailOptions = {}): TestMail {
  const { to = `${id}@${domain}`, stream = 'marketing', campaign = 'deploy-test' } = options;
  const content = { simple: { subject: `Mail ${id}`, text: `This is ${id}.` } };
  const from = `Deploy test <news@${SENDER_DOMAIN}>`;
  return { id, to, body: JSON.stringify({ v: 1, id, to, from, stream, campaign, content }) };
}

/** `prefix-1` and so on. */
export const mailsTo = (domain: string, prefix: string, count: number): readonly TestMail[] =>
  Array.from({ length: count }, (_, at) => mailTo(domain, `${prefix}-${at + 1}`));

/** Puts messages on a queue as docs/upstream.md says, at most ten. */
export async function enqueue(sqs: SQSClient, QueueUrl: string, bodies: readonly string[]): Promise<void> {
  const Entries = bodies.map((body, at) => ({ Id: String(at), MessageBody: body }));
  const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  if (Failed.length > 0) throw new Error(`SQS refuses ${JSON.stringify(Failed)}`);
}
