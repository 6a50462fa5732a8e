import { describe, expect, it } from 'vitest';
import { readStack } from '../../../local/template/read-stack.ts';
import { TEMPLATE, worldAt } from './template-fixture.ts';

const stack = readStack(TEMPLATE, worldAt('http://127.0.0.1:4566'));

describe('a synthesised template in plain words', () => {
  it('has queues with visibility, delay, retention and redrive', () => {
    expect(stack.queues.filter(({ name }) => name !== 'Notices')).toEqual([
      {
        name: 'Work',
        url: 'http://127.0.0.1:4566/000000000000/Work',
        arn: 'arn:aws:sqs:us-east-1:000000000000:Work',
        visibilitySeconds: 60,
        delaySeconds: 0,
        retentionSeconds: 345_600,
        redrive: { targetArn: 'arn:aws:sqs:us-east-1:000000000000:Dead', maxReceiveCount: 2 },
      },
      expect.objectContaining({ name: 'Dead', visibilitySeconds: 30 }),
    ]);
  });

  it('has tables with keys, indexes and the TTL attribute', () => {
    expect(stack.tables).toEqual([
      {
        name: 'Items',
        key: { partition: { name: 'key', type: 'S' }, sort: { name: 'sk', type: 'S' } },
        indexes: [
          {
            name: 'wakes',
            key: { partition: { name: 'shard', type: 'S' }, sort: { name: 'wakeAt', type: 'N' } },
            projection: 'INCLUDE',
            included: ['wakeNo'],
          },
        ],
        ttlAttribute: 'ttl',
      },
    ]);
  });

  it('has subscriptions, raw and with their filter', () => {
    expect(stack.subscriptions).toEqual([
      {
        topicArn: 'arn:aws:sns:us-east-1:000000000000:Events',
        protocol: 'sqs',
        endpoint: 'arn:aws:sqs:us-east-1:000000000000:Work',
        raw: true,
        filterPolicy: '{"type":["bounced"]}',
      },
    ]);
  });

  it('has functions with their folder, limits and environment', () => {
    expect(stack.functions).toEqual([
      {
        name: 'Worker',
        arn: 'arn:aws:lambda:us-east-1:000000000000:function:Worker',
        assetDir: '/out/asset.abc123',
        handler: 'index.handler',
        timeoutSeconds: 60,
        memoryMb: 512,
        environment: { ITEMS: 'Items', QUEUE: 'http://127.0.0.1:4566/000000000000/Work' },
      },
    ]);
  });

  it('has mappings and schedules that name their function', () => {
    expect(stack.mappings).toEqual([
      {
        functionName: 'Worker',
        queueArn: 'arn:aws:sqs:us-east-1:000000000000:Work',
        batchSize: 100,
        windowSeconds: 1,
        maxConcurrency: 20,
        reportsBatchItemFailures: true,
      },
    ]);
    expect(stack.schedules).toEqual([
      { name: 'Minutely', expression: 'rate(1 minute)', functionName: 'Worker' },
      { name: 'Daily', expression: 'rate(1 day)', functionName: 'Worker' },
    ]);
  });

  it('has configuration sets with the destinations that are switched on', () => {
    expect(stack.configurationSets).toEqual({
      Slow: {
        suppressedReasons: ['COMPLAINT'],
        maxDeliverySeconds: 900,
        destinations: [
          {
            topicArn: 'arn:aws:sns:us-east-1:000000000000:Events',
            types: ['Bounce', 'DeliveryDelay', 'Rendering Failure'],
          },
        ],
      },
    });
  });

  it('has buckets, topics and outputs', () => {
    expect(stack.buckets).toEqual(['state', 'inbox']);
    expect(stack.notifications).toEqual([
      {
        bucket: 'inbox',
        queueArn: 'arn:aws:sqs:us-east-1:000000000000:Notices',
        event: 's3:ObjectCreated:*',
      },
    ]);
    expect(stack.topics).toEqual([{ name: 'Events', arn: 'arn:aws:sns:us-east-1:000000000000:Events' }]);
    expect(stack.outputs).toEqual({ WorkUrl: 'http://127.0.0.1:4566/000000000000/Work' });
  });

  it('has secrets by their ARN, with the length of the value to generate', () => {
    const arn = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:Pepper';
    expect(stack.secrets).toEqual([{ name: 'Pepper', arn, length: 64 }]);
  });

  it('lists what it does not know, and skips what means nothing on one machine', () => {
    expect(stack.unknown).toEqual(['Oracle (AWS::RDS::DBInstance)']);
  });
});
