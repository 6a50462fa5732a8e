import { known } from '../../../../cli/doctor/fact.ts';
import type { Facts, IdentityFacts } from '../../../../cli/doctor/facts.ts';
import { DAY, HOUR } from '../../../../shared/time/units.ts';

export const NOW = Date.parse('2026-11-26T12:00:00Z');
const TOPIC = 'arn:aws:sns:eu-west-1:1:feedback';

export const identity: IdentityFacts = {
  identity: {
    name: 'shop.test',
    exists: true,
    verified: true,
    dkim: 'SUCCESS',
    signs: true,
    dkimTokens: ['one', 'two', 'three'],
    ownKeys: false,
    dkimZone: 'dkim.eu-west-1.amazonses.com',
    mailFrom: { domain: 'bounce.shop.test', status: 'SUCCESS' },
    forwardsFeedback: false,
  },
  dmarc: known({ mx: [], txt: ['v=DMARC1; p=reject'] }),
  mailFrom: known({
    mx: ['feedback-smtp.eu-west-1.amazonses.com'],
    txt: ['some-site-verification=1', 'v=spf1 include:amazonses.com ~all'],
  }),
};

export const account = {
  production: true,
  sendingEnabled: true,
  enforcement: 'HEALTHY',
  maxSendRate: 14,
  max24HourSend: 50_000,
  sentLast24Hours: 0,
  suppressedReasons: ['BOUNCE', 'COMPLAINT'],
};

export const set = {
  sendingEnabled: true,
  reputationMetrics: true,
  suppressedReasons: ['COMPLAINT'],
  destinations: [
    {
      enabled: true,
      topicArn: TOPIC,
      events: ['BOUNCE', 'COMPLAINT', 'DELIVERY_DELAY', 'REJECT', 'RENDERING_FAILURE'],
    },
  ],
  ipPool: { name: 'news-ips', exists: true },
};

const queue = (name: string, messages: number, deadLettersTo?: string) => ({
  url: `https://sqs.example/${name}`,
  arn: `arn:aws:sqs:eu-west-1:1:${name}`,
  messages,
  ...(deadLettersTo ? { deadLettersTo: `arn:aws:sqs:eu-west-1:1:${deadLettersTo}` } : {}),
});

/** Outbound mail waits, which is no fault; `dead` lie among the dead letters. */
export const queues = (dead: number) => [
  queue('outbound', 7, 'dead'),
  queue('dead', dead),
  queue('rejected', 3),
];

export const rules = {
  mode: 'feed' as const,
  version: '2026.11.25',
  feed: { checkedAt: NOW - 9 * HOUR, sequence: 12, expiresAt: NOW + 60 * DAY },
};

/** A stack that lacks nothing. */
export const healthy: Facts = {
  now: NOW,
  stackOption: ' --stack MxPacer',
  audience: { production: true, allowedDomains: [] },
  feedbackTopicArn: TOPIC,
  caller: known({ account: '1', arn: 'arn:aws:iam::1:user/op', region: 'eu-west-1', serverTime: NOW }),
  stack: known({ status: 'UPDATE_COMPLETE', resources: [] }),
  account: known(account),
  identities: known([identity]),
  sets: known([{ name: 'set-14h', found: set }]),
  functions: known([{ name: 'sender', state: 'Active', lastUpdate: 'Successful' }]),
  eventSources: known([{ id: 'uuid-1', enabled: true, state: 'Enabled' }]),
  schedules: known([{ id: 'sweeper', enabled: true, state: 'ENABLED' }]),
  queues: known(queues(0)),
  tables: known([{ name: 'MxPacer-DeliveryTable-1', status: 'ACTIVE', warmWritesPerSecond: 4_000 }]),
  topics: known({
    outcomes: { arn: 'arn:outcomes', confirmed: 1, pending: 0 },
    notices: { arn: 'arn:notices', confirmed: 1, pending: 0 },
  }),
  rules: known(rules),
  largestRule: known({ rule: 'google', pool: 'shared', level: 'normal', perHour: 10_000 }),
};
