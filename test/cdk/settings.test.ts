import { describe, expect, test } from 'vitest';
import { readSettings } from '../../shared/aws/read-settings.ts';
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
  allowedDomains: ['example.org'],
};

const settingsOf = (input: Readonly<Record<string, unknown>>, name: string) =>
  readSettings({ MXP_SETTINGS: readable(environmentOf(input, name)['MXP_SETTINGS']) });

const setsOf = (pool: string) =>
  [50_400, 7_200, 900].map((seconds) => ({
    maxDeliverySeconds: seconds,
    name: `ConfigurationSet${pool}${seconds}`,
    watched: `ConfigurationSet${pool}${seconds}Watched`,
  }));

test.each(['Throttler', 'Sender'])('%s reads the settings with the names of the sets as created', (name) => {
  expect(settingsOf(TWO_POOLS, name)).toEqual({
    pools: {
      news: { name: 'news', ipCount: 4, level: 'fast', configurationSets: setsOf('news') },
      shared: { name: 'shared', ipCount: 1, level: 'slow', configurationSets: setsOf('shared') },
    },
    defaultPool: 'shared',
    doubt: { transactional: 'resend', others: 'resend' },
    confirmedByEvents: true,
    production: false,
    allowedDomains: ['example.org'],
  });
});

test.each([
  { sendEvents: false, deliveryEvents: 'watched', confirmed: false },
  { sendEvents: true, deliveryEvents: 'watched', confirmed: true },
  { sendEvents: false, deliveryEvents: 'all', confirmed: true },
  { sendEvents: true, deliveryEvents: 'all', confirmed: true },
])(
  'sendEvents $sendEvents and deliveryEvents $deliveryEvents confirm hand-overs: $confirmed',
  ({ confirmed, ...input }) => {
    expect(settingsOf(input, 'Sender').confirmedByEvents).toBe(confirmed);
  },
);

test('with Delivery events of all mail an address needs no set of its own to be watched', () => {
  const sets = settingsOf({ deliveryEvents: 'all' }, 'Sender').pools['shared']?.configurationSets ?? [];

  expect(sets).toHaveLength(3);
  for (const { name, watched } of sets) expect(watched).toBe(name);
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
  /** CloudFormation names a secret by its logical id and 12 random characters, Secrets Manager adds 7. */
  const LONGEST_SECRET =
    'arn:aws:secretsmanager:ap-southeast-1:123456789012:secret:AddressSecret12345678-'.length + 12 + 7;

  const lengthOf = (value: unknown): number => {
    const text = readable(value);
    if (/^\w+Queue$/.test(text)) return LONGEST_QUEUE;
    if (/^\w+Topic$/.test(text)) return LONGEST_TOPIC;
    if (/^\w+Secret$/.test(text)) return LONGEST_SECRET;
    if (/^\w+(Table|Bucket)$/.test(text)) return LONGEST_NAME;
    return text.replaceAll(/ConfigurationSet\w+/g, 'x'.repeat(LONGEST_SET)).length;
  };

  /** As many characters of domains as so many pools leave room for. */
  const longestAllowed = (pools: number): readonly string[] => {
    const room = 64 + 400 * (4 - pools) - '[]'.length;
    const domain = `${'a'.repeat(37)}.${'b'.repeat(room > 100 ? 50 : 14)}.example`;
    return Array.from({ length: Math.floor((room + 1) / (domain.length + 3)) }, () => domain);
  };

  const bytesWith = (pools: number): number => {
    const names = ['a', 'b', 'c', 'd'].slice(0, pools).map((letter) => letter.repeat(32));
    const pool = { ipCount: 1_000, sesIpPool: 'p', level: 'very-fast' };
    const inDoubt = { transactional: 'resend', others: 'resend' };
    const input = {
      pools: Object.fromEntries(names.map((name) => [name, pool])),
      defaultPool: names[0],
      inDoubt,
      allowedDomains: longestAllowed(pools),
      // As long as they may be together.
      metricRules: ['r'.repeat(64), ...Array.from({ length: 6 }, (_, at) => `${at}`.repeat(61)), 'last'],
    };
    return Object.entries(environmentOf(input, 'Throttler')).reduce(
      (sum, [name, value]) => sum + name.length + lengthOf(value),
      0,
    );
  };

  test.each([1, 2, 3, 4])(
    'fits into the 4 KB of Lambda with %i pools, the longest names and domains',
    (pools) => {
      expect(longestAllowed(pools).length).toBeGreaterThan(0);
      expect(bytesWith(pools)).toBeLessThanOrEqual(4_096);
    },
  );
});
