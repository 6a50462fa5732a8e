import type { SQSRecord } from 'aws-lambda';
import shipped from '../../rules/shipped.json' with { type: 'json' };
import { mailRecordOf } from '../../shared/aws/sqs-batch.ts';
import { readFeedback } from '../../shared/bounce/read-feedback.ts';
import { sendBatch } from '../../shared/delivery/send-batch.ts';
import { LANES } from '../../shared/message/envelope.ts';
import { encodeEnvelope } from '../../shared/message/envelope-codec.ts';
import type { MailId } from '../../shared/message/mail.ts';
import { throttle } from '../../shared/throttler/throttle.ts';
import { MINUTE, toEpochSeconds } from '../../shared/time/units.ts';
import { addressAt, bounceOf, envelopeTo, keyOfAddress, mailTo } from '../traffic/mails.ts';
import { DESTINATIONS, drawDomain } from '../traffic/mix.ts';
import { instantPorts } from './ports.ts';

const BODY_KILOBYTES = 5;
const NOW = Date.UTC(2026, 0, 5, 8);

/** A batch to be dealt with: `run` is what is measured; it answers the records that failed. */
export interface Batch {
  readonly run: () => Promise<ReadonlySet<string>>;
}

const recordOf = (at: number, body: string, mxp?: string): SQSRecord => ({
  messageId: `message-${at}`,
  receiptHandle: 'handle',
  body,
  attributes: {
    SentTimestamp: String(NOW),
    ApproximateReceiveCount: '1',
    SenderId: 'sender',
    ApproximateFirstReceiveTimestamp: String(NOW),
  },
  messageAttributes: mxp === undefined ? {} : { mxp: { stringValue: mxp, dataType: 'String' } },
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-west-1:123456789012:queue',
  awsRegion: 'eu-west-1',
});

const many = <T>(size: number, one: (at: number) => T): readonly T[] =>
  Array.from({ length: size }, (_, at) => one(at));

export async function throttlerBatch(size: number, random: () => number): Promise<Batch> {
  const { ports } = await instantPorts(NOW);
  const records = many(size, (at) =>
    recordOf(at, mailTo(`mail-${at}`, addressAt(at, drawDomain(random)), BODY_KILOBYTES)),
  );
  const run = () =>
    throttle(
      ports,
      records.map((record) => ({ ...mailRecordOf(record), lane: LANES.fresh })),
      NOW + MINUTE,
    );
  return { run };
}

export async function senderBatch(size: number, random: () => number): Promise<Batch> {
  const { ports } = await instantPorts(NOW);
  const records = many(size, (at) => {
    const to = addressAt(at, drawDomain(random));
    return recordOf(at, mailTo(`mail-${at}`, to, BODY_KILOBYTES), encodeEnvelope(envelopeTo(to, NOW)));
  });
  return { run: () => sendBatch(ports, records.map(mailRecordOf), NOW + MINUTE) };
}

const REPLIES = shipped.bounces.flatMap(({ examples }) => examples);

export async function bounceBatch(size: number, random: () => number): Promise<Batch> {
  const { ports, records: rows } = await instantPorts(NOW);
  const bodies = many(size, (at) => {
    const id = `mail-${at}`;
    const { domain, host } = DESTINATIONS[at % DESTINATIONS.length] ?? { domain: 'gmail.com', host: 'mx' };
    const to = addressAt(at, domain);
    rows.set(id as MailId, {
      id: id as MailId,
      state: 'sent',
      bodyHash: 'h',
      echo: {
        stream: 'marketing',
        pool: 'default',
        key: 'k',
        mx: host,
        ruleSet: 'v1',
        campaign: 'spring-2026',
      },
      address: keyOfAddress(to),
      sesId: `ses-${id}`,
      ending: { kind: 'handedOver', at: NOW },
      ttl: toEpochSeconds(NOW),
    });
    const reply = REPLIES[Math.floor(random() * REPLIES.length)] ?? '';
    // No reply is quite like another: nothing is answered out of a cache.
    return {
      recordId: `message-${at}`,
      body: bounceOf(id, to, `smtp; ${reply} ${random().toString(36)}`, NOW),
    };
  });
  return { run: () => readFeedback(ports, bodies) };
}
