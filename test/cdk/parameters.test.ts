import { describe, expect, test } from 'vitest';
import { DEFAULT_METRIC_RULES } from '../../cdk/metric-rules.ts';
import { parseParameters } from '../../cdk/parameters.ts';

const FEED_KEY = '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=';
const IDENTITY = { identity: ['example.org'] };
const poolsOf = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`pool${index}`, {}]));
const problemsOf = (input: unknown): readonly string[] => {
  const result = parseParameters(input);
  return result.ok ? [] : result.problems;
};

test('an identity is enough', () => {
  expect(parseParameters(IDENTITY)).toEqual({
    ok: true,
    parameters: {
      stackName: 'MxPacer',
      identity: ['example.org'],
      production: false,
      allowedDomains: [],
      pools: { shared: { ipCount: 1 } },
      defaultPool: 'shared',
      level: 'normal',
      inDoubt: { transactional: 'resend', others: 'hold' },
      sendEvents: false,
      deliveryEvents: 'watched',
      contentBuckets: [],
      maxConcurrency: 20,
      feedKeys: [],
      rulesTrialShare: 10,
      metricRules: DEFAULT_METRIC_RULES,
      monitoring: true,
    },
  });
});

test('the only pool is the default pool', () => {
  expect(parseParameters({ ...IDENTITY, pools: { news: {} } })).toMatchObject({
    ok: true,
    parameters: { defaultPool: 'news' },
  });
});

test.each<readonly [what: string, input: object]>([
  ['a name of 40 characters', { stackName: `a${'b'.repeat(39)}` }],
  ['a region of four parts', { region: 'us-gov-west-1' }],
  ['a subdomain', { identity: ['mail.example.co.uk'] }],
  ['an address', { identity: ['first.last+tag@example.org'] }],
  ['a domain in A-labels', { identity: ['xn--bcher-kva.xn--p1ai'] }],
  ['four pools', { pools: poolsOf(4), defaultPool: 'pool3' }],
  ['a pool name of 32 characters', { pools: { [`Aa-_0${'x'.repeat(27)}`]: {} } }],
  ['1000 IPs', { pools: { news: { ipCount: 1_000, sesIpPool: 'news' } } }],
  ['the fewest senders', { maxConcurrency: 2 }],
  ['the most senders', { maxConcurrency: 1_000 }],
  ['a stack that mails everyone', { production: true }],
  ['an allowed domain', { allowedDomains: ['example.org'] }],
  ['the fewest warm writes', { warmWrites: 4_000 }],
  ['the most warm writes', { warmWrites: 40_000 }],
  ['a bucket', { contentBuckets: ['my.contents-1'] }],
  ...[
    'https://feed.example.com',
    'https://feed.example.com:8443/rules/eu/',
    'https://127.0.0.1/',
    's3://my.feed-1',
    's3://my-feed/eu/rules',
  ].map((feedUrl) => [`the feed ${feedUrl}`, { feedUrl, feedKeys: [FEED_KEY] }] as const),
  ['a key to come', { feedUrl: 's3://my-feed/', feedKeys: [FEED_KEY, FEED_KEY] }] as const,
])('accepts %s', (_what, input) => {
  expect(problemsOf({ ...IDENTITY, ...input })).toEqual([]);
});

describe('says what is wrong and what to write instead:', () => {
  test.each([
    [
      'no identity',
      { identity: undefined },
      'identity: write a domain or an address verified at SES, or a list of them',
    ],
    ['no identities', { identity: [] }, 'identity: write at least one domain or address verified at SES'],
    ...['example', 'http://example.org', 'a b@example.org', '@example.org', '-a.org', 'arn:aws:ses:x'].map(
      (name) =>
        [
          `identity ${name}`,
          { identity: [name] },
          `identity.0: "${name}": write a domain or an address verified at SES, as example.com or news@example.com`,
        ] as const,
    ),
    [
      'a stack name of 41 characters',
      { stackName: 'a'.repeat(41) },
      `stackName: "${'a'.repeat(41)}": write a letter, then up to 39 letters, digits or hyphens, as MxPacer`,
    ],
    [
      'a region cut short',
      { region: 'eu-west' },
      'region: "eu-west": write a region as eu-west-1, or leave it out',
    ],
    [
      'a zone',
      { region: 'eu-west-1a' },
      'region: "eu-west-1a": write a region as eu-west-1, or leave it out',
    ],
    [
      'pools as a list',
      { pools: [] },
      'pools: []: write an object, as {"news": {"ipCount": 4, "sesIpPool": "news"}}',
    ],
    ['no pools', { pools: {} }, 'pools: name at least one pool, or leave pools out'],
    [
      'five pools',
      { pools: poolsOf(5) },
      'pools: write at most 4 pools; deploy a second stack for the others',
    ],
    [
      'a pool name of 33 characters',
      { pools: { ['x'.repeat(33)]: {} } },
      `pools.${'x'.repeat(33)}: "${'x'.repeat(33)}": name a pool with 1 to 32 of A-Z a-z 0-9 _ -`,
    ],
    [
      'a pool that is a number',
      { pools: { news: 4 } },
      'pools.news: 4: write an object with ipCount, level, sesIpPool',
    ],
    [
      'an unknown field of a pool',
      { pools: { news: { ips: 4 } } },
      'pools.news: unknown: ips; write ipCount, level, sesIpPool',
    ],
    ...[0, 1_001, 1.5, '4'].map(
      (ipCount) =>
        [
          `ipCount ${JSON.stringify(ipCount)}`,
          { pools: { news: { ipCount, sesIpPool: 'news' } } },
          `pools.news.ipCount: ${JSON.stringify(ipCount)}: write how many IPs the pool sends from, 1 to 1000`,
        ] as const,
    ),
    [
      'many IPs without a pool at SES',
      { pools: { news: { ipCount: 2 } } },
      'pools.news: the shared IPs of SES count as one: name the dedicated pool in sesIpPool, or write ipCount 1',
    ],
    [
      'a level of a pool',
      { pools: { news: { level: 'custom' } } },
      'pools.news.level: "custom": write one of slow, normal, fast, very-fast, boost',
    ],
    ['a level', { level: 'Fast' }, 'level: "Fast": write one of slow, normal, fast, very-fast, boost'],
    [
      'several pools and no default',
      { pools: poolsOf(2) },
      'defaultPool: nothing: write one of pool0, pool1',
    ],
    ['a default that is no pool', { defaultPool: 'news' }, 'defaultPool: "news": write one of shared'],
    ['a doubt policy', { inDoubt: { others: 'drop' } }, 'inDoubt.others: "drop": write one of resend, hold'],
    ['other Delivery events', { deliveryEvents: true }, 'deliveryEvents: true: write one of watched, all'],
    ['text for production', { production: 'yes' }, 'production: "yes": write true or false'],
    [
      'one domain that is no list',
      { allowedDomains: 'example.org' },
      'allowedDomains: "example.org": write a list of domains',
    ],
    [
      'an allowed address',
      { allowedDomains: ['jane@example.org'] },
      'allowedDomains.0: "jane@example.org": the domain has a label with other characters than letters, digits and inner hyphens',
    ],
    [
      'an allowed domain that ends in a dot',
      { allowedDomains: ['example.org.'] },
      'allowedDomains.0: "example.org.": the domain has an empty label',
    ],
    ['a number for a domain', { allowedDomains: [7] }, 'allowedDomains.0: 7: write a domain, as example.org'],
    [
      'more domains than find room',
      { allowedDomains: Array.from({ length: 70 }, (_, at) => `domain${at}.example`) },
      'allowedDomains: write at most 1264 characters, or fewer pools',
    ],
    ['text for a flag', { sendEvents: 'yes' }, 'sendEvents: "yes": write true or false'],
    ...[3_999, 40_001].map(
      (warmWrites) =>
        [
          `${warmWrites} warm writes`,
          { warmWrites },
          `warmWrites: ${warmWrites}: write how many writes a second to prepare for, 4000 to 40000`,
        ] as const,
    ),
    [
      'one sender',
      { maxConcurrency: 1 },
      'maxConcurrency: 1: write how many senders may run at once, 2 to 1000',
    ],
    [
      'a trial by most keys',
      { rulesTrialShare: 51 },
      'rulesTrialShare: 51: write the percentage of quota keys that try a release first, 0 to 50',
    ],
    [
      '1001 senders',
      { maxConcurrency: 1_001 },
      'maxConcurrency: 1001: write how many senders may run at once, 2 to 1000',
    ],
    [
      'a bucket as a URL',
      { contentBuckets: ['s3://contents'] },
      'contentBuckets.0: "s3://contents": write the name of an S3 bucket, without s3:// and path',
    ],
    ...[
      'http://feed.example.com/',
      'https://user:secret@feed.example.com/',
      'https://feed.example.com/?token=x',
      's3://',
      'feed.example.com',
      'https://feed.example.com/../up',
    ].map(
      (feedUrl) =>
        [
          `feed ${feedUrl}`,
          { feedUrl, feedKeys: [FEED_KEY] },
          `feedUrl: "${feedUrl}": write https://host/folder/ or s3://bucket/folder/`,
        ] as const,
    ),
    [
      'a feed without keys',
      { feedUrl: 's3://my-feed/' },
      'feedKeys: write the public keys of the feed that feedUrl names',
    ],
    [
      'a key cut short',
      { feedUrl: 's3://my-feed/', feedKeys: ['11qYAYKxCrfVS'] },
      'feedKeys.0: "11qYAYKxCrfVS": write a public key as `mxp feed keygen` prints it, 44 characters of base64',
    ],
    [
      'a rule by its mask',
      { metricRules: ['*.google.com'] },
      'metricRules.0: "*.google.com": write the id of an MX rule, as `mxp rules list` shows it',
    ],
    [
      'metrics of 31 rules',
      { metricRules: Array.from({ length: 31 }, (_, at) => `r${at}`) },
      'metricRules: write at most 30 rules: each is four series to pay for',
    ],
    [
      'ids of rules that fill the environment',
      { metricRules: Array.from({ length: 8 }, (_, at) => `${at}`.repeat(62)) },
      'metricRules: write fewer rules: their ids may have 500 characters together',
    ],
    [
      'an unknown parameter',
      { identities: ['example.org'] },
      'unknown: identities; write stackName, region, identity, production, allowedDomains, pools, defaultPool, level, inDoubt, sendEvents, deliveryEvents, contentBuckets, maxConcurrency, warmWrites, feedUrl, feedKeys, rulesTrialShare, returnedMail, metricRules, monitoring, feed',
    ],
  ] as const)('%s', (_what, input, problem) => {
    expect(problemsOf({ ...IDENTITY, ...input })).toEqual([problem]);
  });

  test('every problem at once', () => {
    const problems = problemsOf({
      identity: ['x'],
      region: 'eu',
      pools: { news: { ipCount: 0 } },
      level: 'quick',
    });

    expect(problems.map((problem) => problem.slice(0, problem.indexOf(':')))).toEqual([
      'region',
      'identity.0',
      'pools.news.ipCount',
      'level',
    ]);
  });

  test.each([[undefined], [null], [3], ['example.org'], [[]]])(
    'parameters that are no object: %j',
    (input) => {
      expect(problemsOf(input)).toEqual([
        expect.stringContaining('write an object with stackName, region, identity'),
      ]);
    },
  );
});

test('allowed domains are kept as recipients are compared: in lower case and A-labels', () => {
  expect(parseParameters({ ...IDENTITY, allowedDomains: ['Example.ORG', 'bücher.example'] })).toMatchObject({
    ok: true,
    parameters: { allowedDomains: ['example.org', 'xn--bcher-kva.example'] },
  });
});
