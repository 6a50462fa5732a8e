import { describe, expect, test } from 'vitest';
import { readable, resourcesOf } from './support/resources.ts';
import { FEED_KEY, templateOf } from './support/synth.ts';

const template = templateOf({ feedUrl: 'https://feed.example.com/rules/', feedKeys: [FEED_KEY] });
const functions = resourcesOf(template, 'AWS::Lambda::Function');
const mappings = resourcesOf(template, 'AWS::Lambda::EventSourceMapping');
const propertiesOf = (name: string) => functions[name]?.Properties ?? {};
const environmentOf = (name: string) =>
  propertiesOf(name)['Environment'].Variables as Record<string, unknown>;

const OTHERS = ['Bounce', 'Sender', 'Sweeper', 'Throttler'];

test('there are four functions, and one more where there is a feed of rules', () => {
  expect(Object.keys(functions).sort()).toEqual([...OTHERS, 'RuleSync'].sort());
  expect(Object.keys(resourcesOf(templateOf(), 'AWS::Lambda::Function')).sort()).toEqual(OTHERS);
});

describe.each(Object.keys(functions))('%s', (name) => {
  test('runs on Node 24 and arm64, without reserved concurrency', () => {
    expect(propertiesOf(name)).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
    });
    expect(propertiesOf(name)).not.toHaveProperty('ReservedConcurrentExecutions');
  });

  test('keeps its log for a month', () => {
    expect(readable(propertiesOf(name)['LoggingConfig'].LogGroup)).toBe(`${name}Log`);
    expect(resourcesOf(template, 'AWS::Logs::LogGroup')[`${name}Log`]?.Properties['RetentionInDays']).toBe(
      30,
    );
  });
});

test.each([
  { name: 'Throttler', loop: 'Allow' },
  { name: 'Sender', loop: 'Allow' },
  { name: 'Bounce', loop: undefined },
  { name: 'Sweeper', loop: undefined },
  { name: 'RuleSync', loop: undefined },
])('Lambda lets messages pass through $name again and again: $loop', ({ name, loop }) => {
  expect(propertiesOf(name)['RecursiveLoop']).toBe(loop);
});

test.each([
  { queue: 'OutboundQueue', reader: 'Throttler', batch: 1_000, window: 1 },
  { queue: 'PriorityQueue', reader: 'Throttler', batch: 10, window: 0 },
  { queue: 'WakeUpQueue', reader: 'Throttler', batch: 10, window: 0 },
  { queue: 'DeliveryQueue', reader: 'Sender', batch: 10, window: 0 },
  { queue: 'FeedbackQueue', reader: 'Bounce', batch: 100, window: 1 },
])('$reader reads $queue by $batch within $window s', ({ queue, reader, batch, window }) => {
  expect(mappings[`${reader}From${queue}`]?.Properties).toMatchObject({
    BatchSize: batch,
    MaximumBatchingWindowInSeconds: window,
  });
  expect(readable(mappings[`${reader}From${queue}`]?.Properties['EventSourceArn'])).toBe(queue);
  expect(readable(mappings[`${reader}From${queue}`]?.Properties['FunctionName'])).toBe(reader);
});

test('there are five mappings and each answers which messages failed', () => {
  expect(Object.keys(mappings)).toHaveLength(5);
  for (const { Properties } of Object.values(mappings))
    expect(Properties['FunctionResponseTypes']).toEqual(['ReportBatchItemFailures']);
});

test.each([
  { input: {}, expected: 20 },
  { input: { maxConcurrency: 2 }, expected: 2 },
])('at most $expected senders run at once', ({ input, expected }) => {
  const mapping = resourcesOf(templateOf(input), 'AWS::Lambda::EventSourceMapping')[
    'SenderFromDeliveryQueue'
  ];

  expect(mapping?.Properties['ScalingConfig']).toEqual({ MaximumConcurrency: expected });
});

test('throttlers and senders are bounded, so that a million mails do not take the account', () => {
  const bounds = Object.entries(mappings).flatMap(([name, { Properties }]) =>
    Properties['ScalingConfig'] ? [[name, Properties['ScalingConfig'].MaximumConcurrency]] : [],
  );

  expect(Object.fromEntries(bounds)).toEqual({
    SenderFromDeliveryQueue: 20,
    ThrottlerFromOutboundQueue: 20,
    ThrottlerFromPriorityQueue: 20,
    ThrottlerFromWakeUpQueue: 20,
  });
});

const invocationOf = (name: string) =>
  Object.values(resourcesOf(template, 'AWS::Lambda::EventInvokeConfig')).find(
    ({ Properties }) => readable(Properties['FunctionName']) === name,
  );

test('rules are synchronised once a night, and a run that failed is tried again twice', () => {
  const rule = resourcesOf(template, 'AWS::Events::Rule')['RuleSyncSchedule'];

  expect(rule?.Properties).toMatchObject({ ScheduleExpression: 'cron(30 2 * * ? *)', State: 'ENABLED' });
  expect(readable(rule?.Properties['Targets'][0].Arn)).toBe('RuleSync');
  expect(invocationOf('RuleSync')?.Properties['MaximumRetryAttempts']).toBe(2);
});

test('the sweeper runs every minute and a run that failed is not repeated', () => {
  const rule = resourcesOf(template, 'AWS::Events::Rule')['SweeperSchedule'];
  const invocation = invocationOf('Sweeper');

  expect(rule?.Properties).toMatchObject({ ScheduleExpression: 'rate(1 minute)', State: 'ENABLED' });
  expect(rule?.Properties['Targets'].map(({ Arn }: { readonly Arn: unknown }) => readable(Arn))).toEqual([
    'Sweeper',
  ]);
  expect(rule?.Properties['Targets'][0].RetryPolicy.MaximumRetryAttempts).toBe(0);
  expect(readable(invocation?.Properties['FunctionName'])).toBe('Sweeper');
  expect(invocation?.Properties['MaximumRetryAttempts']).toBe(0);
});

test('two runs of the sweeper do not overlap', () => {
  expect(propertiesOf('Sweeper')['Timeout']).toBeLessThan(60);
});

test.each([
  {
    name: 'Throttler',
    expected: {
      MXP_QUOTA_TABLE: 'QuotaTable',
      MXP_BACKLOG_TABLE: 'BacklogTable',
      MXP_DELIVERY_TABLE: 'DeliveryTable',
      MXP_CONTROL_TABLE: 'ControlTable',
      MXP_DOUBT_TABLE: 'DoubtTable',
      MXP_QUARANTINE_TABLE: 'QuarantineTable',
      MXP_EVIDENCE_TABLE: 'EvidenceTable',
      MXP_ADDRESS_SECRET_ARN: 'AddressSecret',
      MXP_BUCKET: 'StateBucket',
      MXP_PRIORITY_QUEUE_ARN: 'PriorityQueue',
      MXP_WAKE_UP_QUEUE_ARN: 'WakeUpQueue',
      MXP_WAKE_UP_QUEUE_URL: 'WakeUpQueue',
      MXP_DELIVERY_QUEUE_URL: 'DeliveryQueue',
      MXP_REJECTED_QUEUE_URL: 'RejectedQueue',
      MXP_OUTCOME_TOPIC_ARN: 'OutcomeTopic',
    },
  },
  {
    name: 'Sender',
    expected: {
      MXP_DELIVERY_TABLE: 'DeliveryTable',
      MXP_CONTROL_TABLE: 'ControlTable',
      MXP_DOUBT_TABLE: 'DoubtTable',
      MXP_PRIORITY_QUEUE_URL: 'PriorityQueue',
      MXP_DELIVERY_QUEUE_URL: 'DeliveryQueue',
      MXP_OUTCOME_TOPIC_ARN: 'OutcomeTopic',
    },
  },
  {
    name: 'Bounce',
    expected: {
      MXP_DELIVERY_TABLE: 'DeliveryTable',
      MXP_CONTROL_TABLE: 'ControlTable',
      MXP_QUARANTINE_TABLE: 'QuarantineTable',
      MXP_EVIDENCE_TABLE: 'EvidenceTable',
      MXP_ADDRESS_SECRET_ARN: 'AddressSecret',
      MXP_BUCKET: 'StateBucket',
      MXP_REJECTED_QUEUE_URL: 'RejectedQueue',
      MXP_OUTCOME_TOPIC_ARN: 'OutcomeTopic',
    },
  },
  {
    name: 'Sweeper',
    expected: {
      MXP_QUOTA_TABLE: 'QuotaTable',
      MXP_BACKLOG_TABLE: 'BacklogTable',
      MXP_CONTROL_TABLE: 'ControlTable',
      MXP_WAKE_UP_QUEUE_URL: 'WakeUpQueue',
    },
  },
  {
    name: 'RuleSync',
    expected: {
      MXP_CONTROL_TABLE: 'ControlTable',
      MXP_BUCKET: 'StateBucket',
      MXP_FEED_URL: 'https://feed.example.com/rules/',
      MXP_FEED_KEYS: FEED_KEY,
      MXP_RULES_TRIAL_SHARE: '10',
      MXP_NOTICE_TOPIC_ARN: 'NoticeTopic',
    },
  },
])('$name is told of what it needs and no more', ({ name, expected }) => {
  const { MXP_SETTINGS: _settings, MXP_METRIC_RULES: _rules, ...variables } = environmentOf(name);
  const found = Object.entries(variables).map(([variable, value]) => [variable, readable(value)]);

  expect(Object.fromEntries(found)).toEqual({ ...expected, MXP_STACK_NAME: 'MxPacer' });
});

test('functions that keep metrics by rule are told of which, and no others', () => {
  const told = ['Throttler', 'Sender', 'Bounce', 'Sweeper', 'RuleSync'].filter(
    (name) => environmentOf(name)['MXP_METRIC_RULES'] !== undefined,
  );

  expect(told).toEqual(['Sender', 'Bounce', 'Sweeper']);
  expect(environmentOf('Sender')['MXP_METRIC_RULES']).toMatch(
    /^google,yahoo,(?:[a-z0-9-]+,){27}everyone-else$/,
  );
});

test('an ARN and a URL of one queue are not mixed up', () => {
  const variables = environmentOf('Throttler');

  expect(variables['MXP_WAKE_UP_QUEUE_ARN']).toHaveProperty('Fn::GetAtt');
  expect(variables['MXP_WAKE_UP_QUEUE_URL']).toHaveProperty('Ref');
});
