import { describe, expect, test } from 'vitest';
import { readable, resourcesOf } from './support/resources.ts';
import { templateOf } from './support/synth.ts';

const environmentOf = (input: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> =>
  resourcesOf(templateOf(input), 'AWS::Lambda::Function')[name]?.Properties['Environment'].Variables;

const TWO_POOLS = {
  pools: { news: { ipCount: 4, sesIpPool: 'news', level: 'fast' }, shared: {} },
  defaultPool: 'shared',
  level: 'slow',
  inDoubt: { others: 'resend' },
  sendEvents: true,
};

const setsOf = (pool: string) =>
  [50_400, 7_200, 900].map((seconds) => ({
    maxDeliverySeconds: seconds,
    name: `ConfigurationSet${pool}${seconds}`,
  }));

test.each(['Throttler', 'Sender'])('%s reads the settings with the names of the sets as created', (name) => {
  expect(JSON.parse(readable(environmentOf(TWO_POOLS, name)['MXP_SETTINGS']))).toEqual({
    pools: {
      news: { name: 'news', ipCount: 4, level: 'fast', configurationSets: setsOf('news') },
      shared: { name: 'shared', ipCount: 1, level: 'slow', configurationSets: setsOf('shared') },
    },
    defaultPool: 'shared',
    doubt: { transactional: 'resend', others: 'resend' },
    confirmedByEvents: true,
  });
});

test('the settings are an output too', () => {
  const template = templateOf(TWO_POOLS);
  const output = template.findOutputs('Settings')['Settings']?.['Value'];

  expect(output).toEqual(environmentOf(TWO_POOLS, 'Sender')['MXP_SETTINGS']);
});

describe('the environment of the throttler', () => {
  /** A queue's ARN or URL in the region of the longest name; queue names have at most 80 characters (SQS quotas). */
  const LONGEST_QUEUE = 'https://sqs.ap-southeast-1.amazonaws.com/123456789012/'.length + 80;
  /** SES names configuration sets with at most 64 characters; CloudFormation adds stack name, id and 12 random ones. */
  const LONGEST_SET = 64;
  const LONGEST_NAME = 40 + '-ConfigurationTable12345678-'.length + 12;
  const LONGEST_TOPIC = 'arn:aws:sns:ap-southeast-1:123456789012:'.length + LONGEST_NAME;

  const lengthOf = (value: unknown): number => {
    const text = readable(value);
    if (/^\w+Queue$/.test(text)) return LONGEST_QUEUE;
    if (/^\w+Topic$/.test(text)) return LONGEST_TOPIC;
    if (/^\w+(Table|Bucket)$/.test(text)) return LONGEST_NAME;
    return text.replaceAll(/ConfigurationSet\w+/g, 'x'.repeat(LONGEST_SET)).length;
  };

  test('fits into the 4 KB of Lambda with five pools and the longest names', () => {
    const names = ['a', 'b', 'c', 'd', 'e'].map((letter) => letter.repeat(32));
    const pool = { ipCount: 1_000, sesIpPool: 'p', level: 'very-fast' };
    const variables = environmentOf(
      { pools: Object.fromEntries(names.map((name) => [name, pool])), defaultPool: names[0] },
      'Throttler',
    );
    const bytes = Object.entries(variables).reduce(
      (sum, [name, value]) => sum + name.length + lengthOf(value),
      0,
    );

    expect(bytes).toBeLessThanOrEqual(4_096);
  });
});
