import { encodeEnvelope } from '../../shared/message/envelope-codec.ts';
import { addressAt, bounceOf, envelopeTo, mailTo } from '../traffic/mails.ts';

const BATCH = 10;
const BODY_KILOBYTES = 5;

/** One batch as Lambda's event source mapping hands it over. */
const batchOf = (
  queue: string,
  record: (at: number) => { readonly body: string; readonly mxp?: string },
) => ({
  Records: Array.from({ length: BATCH }, (_, at) => {
    const { body, mxp } = record(at);
    return {
      messageId: `message-${at}`,
      receiptHandle: 'handle',
      body,
      attributes: { SentTimestamp: String(Date.now()), ApproximateReceiveCount: '1' },
      messageAttributes: mxp === undefined ? {} : { mxp: { stringValue: mxp, dataType: 'String' } },
      eventSource: 'aws:sqs',
      eventSourceARN: `arn:aws:sqs:eu-west-1:123456789012:${queue}`,
      awsRegion: 'eu-west-1',
    };
  }),
});

const domainAt = (at: number): string => `provider-${at % 5}.test`;

/** The first event of each function: ten mails, ten bounces, or the clock's. */
export const firstEvents = (): Readonly<Record<string, unknown>> => ({
  throttler: batchOf('Outbound', (at) => ({
    body: mailTo(`mail-${at}`, addressAt(at, domainAt(at)), BODY_KILOBYTES),
  })),
  sender: batchOf('Delivery', (at) => {
    const to = addressAt(at, domainAt(at));
    return {
      body: mailTo(`mail-${at}`, to, BODY_KILOBYTES),
      mxp: encodeEnvelope(envelopeTo(to, Date.now())),
    };
  }),
  bounce: batchOf('Feedback', (at) => ({
    body: bounceOf(
      `reader-${at}`,
      addressAt(at, 'provider.test'),
      'smtp; 550 5.1.1 User unknown',
      Date.now(),
    ),
  })),
  sweeper: {},
  'rule-sync': {},
});
