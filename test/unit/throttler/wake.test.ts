import type { SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { wake } from '../../../functions/throttler/wake.ts';
import { MINUTE, SECOND } from '../../../shared/time/units.ts';
import { createStage, keyOf, NOW, records } from './support/stage.ts';

const wakeUp = (messageId: string, body: string): SQSRecord => ({
  messageId,
  body,
  receiptHandle: '',
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: '0',
    SenderId: '',
    ApproximateFirstReceiveTimestamp: '0',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: '',
  awsRegion: '',
});

const of = (name: string) => wakeUp(name, JSON.stringify({ key: keyOf(name), wakeNo: 0 }));

describe('a batch of wake-ups', () => {
  it('wakes its keys though one message is no wake-up, and has none come back', async () => {
    const { throttle, ports, sentIds, time, warnings } = createStage();
    await throttle(records('hourly', 2));
    time.now += MINUTE;
    expect(await wake(ports, [wakeUp('bad', 'x'), of('hourly')], time.now + MINUTE)).toEqual(new Set());
    expect(sentIds()).toEqual(['hourly-0', 'hourly-1']);
    expect(warnings).toContain('no wake-up');
  });

  it('has no wake-up come back whose pump failed, for its number is spent and the sweeper finds the key', async () => {
    const { throttle, ports, time, warnings } = createStage();
    await throttle(records('hourly', 2));
    time.now += 2 * SECOND;
    const send = () => Promise.reject(new Error('no SQS'));
    const failed = await wake({ ...ports, wakeUps: { send } }, [of('hourly')], NOW + MINUTE);
    expect(failed).toEqual(new Set());
    expect(warnings).toContain('pump failed');
    expect(await ports.quota.overdue(NOW + 20 * MINUTE)).toEqual([{ key: keyOf('hourly'), wakeNo: 1 }]);
  });
});
