import { FEED_KEY } from './synth.ts';

const DOMAIN = {
  name: 'feed.example.org',
  certificate: 'arn:aws:acm:us-east-1:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef',
};

/** Every kind of deployment: what holds for these holds for all. */
export const VARIANTS = {
  'one pool and nothing else': {},
  'several pools, content buckets and a feed in a bucket': {
    identity: ['example.org', 'news@example.net'],
    pools: { news: { ipCount: 4, sesIpPool: 'news' }, service: {} },
    defaultPool: 'service',
    contentBuckets: ['my-contents', 'other-contents'],
    feedUrl: 's3://my-feed/eu/',
    feedKeys: [FEED_KEY],
  },
  'a feed over HTTPS and Delivery events of all mail': {
    feedUrl: 'https://feed.example.com/',
    feedKeys: [FEED_KEY],
    deliveryEvents: 'all',
  },
  'mail returned to SES': {
    returnedMail: { ruleSet: 'inbound', recipients: ['bounces@example.org'] },
  },
  'mail returned to another server': { returnedMail: {} },
  'a deliverability instance for other accounts': { feed: { readers: ['111122223333', 'o-abcdefghij'] } },
  'a public feed': { feed: { public: true } },
  'a public feed under a name of its own': { feed: { public: true, domain: DOMAIN } },
} as const satisfies Readonly<Record<string, Readonly<Record<string, unknown>>>>;
