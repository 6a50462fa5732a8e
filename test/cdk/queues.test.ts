import { describe, expect, test } from 'vitest';
import { type Resource, readable, resourcesOf } from './support/resources.ts';
import { templateOf } from './support/synth.ts';

const template = templateOf();
const queues = resourcesOf(template, 'AWS::SQS::Queue');
const functions = resourcesOf(template, 'AWS::Lambda::Function');
const mappings = Object.values(resourcesOf(template, 'AWS::Lambda::EventSourceMapping'));
const queueOf = (name: string): Resource['Properties'] => queues[name]?.Properties ?? {};

const CONSUMED = ['OutboundQueue', 'PriorityQueue', 'WakeUpQueue', 'DeliveryQueue', 'FeedbackQueue'];
const FOURTEEN_DAYS = 1_209_600;

test('there is one queue a purpose, and dead letters for each that a function reads', () => {
  const deadLetters = CONSUMED.map((name) => name.replace('Queue', 'DeadLetters'));

  expect(Object.keys(queues).sort()).toEqual([...CONSUMED, ...deadLetters, 'RejectedQueue'].sort());
});

test.each(Object.keys(queues))(
  '%s is a standard queue, encrypted, and keeps messages for 14 days',
  (name) => {
    expect(queueOf(name)).toMatchObject({
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: FOURTEEN_DAYS,
    });
    expect(queueOf(name)).not.toHaveProperty('FifoQueue');
  },
);

test.each(Object.keys(queues))('%s refuses callers without TLS', (name) => {
  const policy = resourcesOf(template, 'AWS::SQS::QueuePolicy')[`${name}Policy`];

  expect(policy?.Properties['PolicyDocument'].Statement).toContainEqual(
    expect.objectContaining({
      Effect: 'Deny',
      Action: 'sqs:*',
      Principal: { AWS: '*' },
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
  );
});

describe.each(CONSUMED)('%s', (name) => {
  const { VisibilityTimeout: visibility, RedrivePolicy: redrive } = queueOf(name);
  const mapping =
    mappings.find(({ Properties }) => readable(Properties['EventSourceArn']) === name)?.Properties ?? {};
  const reader = functions[readable(mapping['FunctionName'])]?.Properties ?? {};

  test('tries a message for two hours at least before it gives it to its own dead letters', () => {
    expect(redrive.maxReceiveCount * visibility).toBeGreaterThanOrEqual(7_200);
    expect(readable(redrive.deadLetterTargetArn)).toBe(name.replace('Queue', 'DeadLetters'));
  });

  test('hides a message for six time-outs of its reader and the window', () => {
    expect(visibility).toBeGreaterThanOrEqual(
      6 * reader['Timeout'] + mapping['MaximumBatchingWindowInSeconds'],
    );
  });
});

test('rejected input has no dead letters, for people alone read it', () => {
  expect(queueOf('RejectedQueue')).not.toHaveProperty('RedrivePolicy');
});
