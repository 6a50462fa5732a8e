import type { SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { freshMail, priorityMail } from '../../../functions/throttler/inbound.ts';
import { encodeEnvelope } from '../../../shared/message/envelope-codec.ts';

const envelope = { v: 1, firstSeen: 1, expiresAt: 2, lane: 0, hops: 3 } as const;

const record: SQSRecord = {
  messageId: 'm1',
  receiptHandle: 'r1',
  body: '{}',
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: '1700000000000',
    SenderId: 's',
    ApproximateFirstReceiveTimestamp: '1700000000001',
  },
  messageAttributes: { mxp: { dataType: 'String', stringValue: encodeEnvelope(envelope) } },
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-west-1:1:q',
  awsRegion: 'eu-west-1',
};

describe('a record of a queue', () => {
  it('of PriorityQueue keeps the envelope that a sender gave it', () => {
    expect(priorityMail(record)).toEqual({
      recordId: 'm1',
      body: '{}',
      sentAt: 1_700_000_000_000,
      lane: 1,
      envelope,
    });
  });

  it('of OutboundQueue has no envelope, whatever upstream wrote there', () => {
    expect(freshMail(record)).toEqual({ recordId: 'm1', body: '{}', sentAt: 1_700_000_000_000, lane: 2 });
  });
});
