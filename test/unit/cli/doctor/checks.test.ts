import { describe, expect, it } from 'vitest';
import { examine } from '../../../../cli/doctor/checks.ts';
import { known } from '../../../../cli/doctor/fact.ts';
import type { Facts, IdentityFacts } from '../../../../cli/doctor/facts.ts';
import { DAY, MINUTE } from '../../../../shared/time/units.ts';
import { account, healthy, identity, NOW, queues, rules, set } from './healthy.ts';

const of = (check: string, change: Partial<Facts>) =>
  examine({ ...healthy, ...change })
    .filter((one) => one.check === check)
    .map(({ verdict, text, mend }) => ({ verdict, text, mend }));

type Case = readonly [check: string, verdict: string, says: string, mend: string, change: Partial<Facts>];

const withIdentity = (
  own: Partial<IdentityFacts['identity']>,
  more: Partial<IdentityFacts> = {},
): Partial<Facts> => ({
  identities: known([{ ...identity, ...more, identity: { ...identity.identity, ...own } }]),
});
const withDmarc = (txt: readonly string[], own: Partial<IdentityFacts['identity']> = {}) =>
  withIdentity(own, { dmarc: known({ mx: [], txt }) });
const withAccount = (own: Partial<typeof account>): Partial<Facts> => ({
  account: known({ ...account, ...own }),
});
const withSet = (own: Partial<typeof set>): Partial<Facts> => ({
  sets: known([{ name: 'set-14h', found: { ...set, ...own } }]),
});
const caller = { account: '1', arn: 'arn', region: 'eu-west-1' };
const withRules = (own: object): Partial<Facts> => ({ rules: known({ ...rules, ...own }) });
const table = (own: object) =>
  ({
    tables: known([{ name: 'x-DeliveryTable', status: 'ACTIVE', warmWritesPerSecond: 4_000, ...own }]),
  }) as const;
const [destination] = set.destinations;

const AWS: readonly Case[] = [
  ['clock', 'warn', '2 min off', 'NTP', { caller: known({ ...caller, serverTime: NOW - 2 * MINUTE }) }],
  ['clock', 'warn', '2 min off', 'NTP', { caller: known({ ...caller, serverTime: NOW + 2 * MINUTE }) }],
  [
    'stack',
    'fail',
    'ROLLBACK_COMPLETE',
    'deploy',
    { stack: known({ status: 'ROLLBACK_COMPLETE', resources: [] }) },
  ],
  ['stack', 'fail', 'DELETE_FAILED', 'deploy', { stack: known({ status: 'DELETE_FAILED', resources: [] }) }],
  ['stack', 'warn', 'running', 'wait', { stack: known({ status: 'UPDATE_IN_PROGRESS', resources: [] }) }],
  [
    'stack',
    'warn',
    'rolled back',
    'deploy',
    { stack: known({ status: 'UPDATE_ROLLBACK_COMPLETE', resources: [] }) },
  ],
];

const IDENTITY: readonly Case[] = [
  [
    'verified',
    'fail',
    'knows no identity shop.test',
    'create-email-identity',
    withIdentity({ exists: false, verified: false }),
  ],
  ['verified', 'fail', 'not verified yet', 'DKIM records', withIdentity({ verified: false })],
  [
    'DKIM',
    'fail',
    'PENDING',
    'two._domainkey.shop.test  CNAME  two.dkim.eu-west-1.amazonses.com',
    withIdentity({ dkim: 'PENDING' }),
  ],
  ['DKIM', 'fail', 'does not sign', '--signing-enabled', withIdentity({ signs: false })],
  ['DKIM', 'fail', 'FAILED', 'one._domainkey.shop.test', withIdentity({ dkim: 'FAILED', ownKeys: true })],
  [
    'DKIM',
    'warn',
    'without DKIM of its own',
    '--email-identity shop.test',
    withIdentity({ name: 'me@shop.test', dkim: 'NOT_STARTED', dkimTokens: [], signs: false }),
  ],
  [
    'MAIL FROM',
    'fail',
    'lacks records',
    'bounce.shop.test  MX  10 feedback-smtp.eu-west-1.amazonses.com',
    withIdentity({}, { mailFrom: known({ mx: [], txt: ['v=spf1 include:amazonses.com ~all'] }) }),
  ],
  [
    'MAIL FROM',
    'fail',
    'lacks records',
    'bounce.shop.test  TXT  "v=spf1 include:amazonses.com ~all"',
    withIdentity(
      {},
      {
        mailFrom: known({
          mx: ['feedback-smtp.eu-west-1.amazonses.com'],
          txt: ['v=spf1 include:other.test ~all'],
        }),
      },
    ),
  ],
  [
    'MAIL FROM',
    'fail',
    'may have no other MX',
    'MX  10',
    withIdentity(
      {},
      {
        mailFrom: known({
          mx: ['feedback-smtp.eu-west-1.amazonses.com', 'mx.shop.test'],
          txt: ['v=spf1 include:amazonses.com ~all'],
        }),
      },
    ),
  ],
  [
    'MAIL FROM',
    'warn',
    'still says PENDING',
    'wait',
    withIdentity({ mailFrom: { domain: 'bounce.shop.test', status: 'PENDING' } }),
  ],
  [
    'DMARC',
    'fail',
    'has no DMARC record',
    '_dmarc.shop.test  TXT  "v=DMARC1; p=none',
    withDmarc(['v=spf1 -all']),
  ],
  ['DMARC', 'fail', '2 DMARC records', 'all but one', withDmarc(['v=DMARC1; p=none', 'v=DMARC1;p=reject'])],
  [
    'DMARC',
    'fail',
    'neither DKIM nor SPF is aligned',
    'DKIM',
    withDmarc(['v=DMARC1; p=reject'], {
      signs: false,
      mailFrom: { domain: 'bounce.other.test', status: 'SUCCESS' },
    }),
  ],
  ['DMARC', 'fail', 'neither', 'DKIM', withDmarc(['v=DMARC1; p=reject; aspf=s'], { signs: false })],
  ['DMARC', 'warn', 'aligned by SPF', 'forwarded', withDmarc(['v=DMARC1; p=reject'], { dkim: 'PENDING' })],
  [
    'feedback forwarding',
    'warn',
    'mails every bounce',
    '--no-email-forwarding-enabled',
    withIdentity({ forwardsFeedback: true }),
  ],
];

const SES: readonly Case[] = [
  ['production access', 'warn', 'sandbox', 'put-account-details', withAccount({ production: false })],
  ['enforcement', 'warn', 'under review', 'slow down', withAccount({ enforcement: 'PROBATION' })],
  ['enforcement', 'fail', 'SHUTDOWN', 'support', withAccount({ enforcement: 'SHUTDOWN' })],
  ['sending', 'fail', 'paused', '--sending-enabled', withAccount({ sendingEnabled: false })],
  ['send quota', 'fail', 'used up', 'Service Quotas', withAccount({ sentLast24Hours: 50_000 })],
  ['send quota', 'warn', 'nearly used up', 'Service Quotas', withAccount({ sentLast24Hours: 45_000 })],
  ['send quota', 'fail', '0/s', 'Service Quotas', withAccount({ maxSendRate: 0 })],
  ['configuration sets', 'fail', 'does not exist', 'cdk deploy', { sets: known([{ name: 'set-14h' }]) }],
  [
    'configuration sets',
    'fail',
    'paused',
    '--configuration-set-name set-14h --sending-enabled',
    withSet({ sendingEnabled: false }),
  ],
  [
    'configuration sets',
    'fail',
    'not tell FeedbackTopic of BOUNCE, COMPLAINT',
    'deploy',
    withSet({ destinations: [] }),
  ],
  [
    'configuration sets',
    'fail',
    'not tell FeedbackTopic of BOUNCE',
    'deploy',
    withSet({ destinations: [{ ...destination, enabled: false } as (typeof set.destinations)[0]] }),
  ],
  [
    'configuration sets',
    'fail',
    'not tell FeedbackTopic of BOUNCE',
    'deploy',
    withSet({ destinations: [{ ...destination, topicArn: 'arn:other' } as (typeof set.destinations)[0]] }),
  ],
  [
    'configuration sets',
    'warn',
    'suppresses BOUNCE and COMPLAINT',
    '--suppressed-reasons COMPLAINT',
    withSet({ suppressedReasons: ['BOUNCE', 'COMPLAINT'] }),
  ],
  [
    'configuration sets',
    'warn',
    'suppresses nothing',
    '--suppressed-reasons COMPLAINT',
    withSet({ suppressedReasons: [] }),
  ],
  [
    'configuration sets',
    'warn',
    'no reputation metrics',
    '--reputation-metrics-enabled',
    withSet({ reputationMetrics: false }),
  ],
  [
    'dedicated IP pools',
    'fail',
    'no pool news-ips',
    '--pool-name news-ips',
    withSet({ ipPool: { name: 'news-ips', exists: false } }),
  ],
];

const STACK: readonly Case[] = [
  [
    'functions',
    'fail',
    'sender is Failed',
    '--function-name sender',
    { functions: known([{ name: 'sender', state: 'Failed', lastUpdate: 'Successful' }]) },
  ],
  [
    'functions',
    'fail',
    'last update Failed: too large',
    'get-function',
    { functions: known([{ name: 'sender', state: 'Active', lastUpdate: 'Failed', reason: 'too large' }]) },
  ],
  [
    'queues are read',
    'fail',
    'uuid-1 is Disabled',
    '--uuid uuid-1 --enabled',
    { eventSources: known([{ id: 'uuid-1', enabled: false, state: 'Disabled' }]) },
  ],
  [
    'schedules',
    'fail',
    'sweeper is DISABLED',
    'enable-rule --name sweeper',
    { schedules: known([{ id: 'sweeper', enabled: false, state: 'DISABLED' }]) },
  ],
  ['dead letters', 'fail', '5 in dead', 'mxp dlq redrive', { queues: known(queues(5)) }],
  ['tables', 'fail', 'is CREATING', 'describe-table', table({ status: 'CREATING' })],
  [
    'tables',
    'warn',
    '4,000 writes a second at once, SES',
    'WriteUnitsPerSecond=6000',
    { ...table({}), ...withAccount({ maxSendRate: 3_000 }) },
  ],
];

const OPERATION: readonly Case[] = [
  [
    'rules',
    'fail',
    'not synchronised: wrong signature',
    'mxp rules sync --stack MxPacer',
    withRules({ feed: { failed: { at: NOW, code: 'signature', text: 'wrong signature' } } }),
  ],
  ['rules', 'warn', 'custom', 'mxp rules on', withRules({ mode: 'custom' })],
  [
    'rules',
    'warn',
    'is held: google doubles',
    'mxp rules diff',
    withRules({ feed: { ...rules.feed, held: { version: '9', why: ['google doubles'] } } }),
  ],
  [
    'rules',
    'warn',
    'synchronised 3 d ago',
    'mxp rules sync',
    withRules({ feed: { ...rules.feed, checkedAt: NOW - 3 * DAY } }),
  ],
  [
    'subscribers',
    'warn',
    'subscribed to NoticeTopic',
    '--topic-arn arn:notices',
    {
      topics: known({
        outcomes: { arn: 'o', confirmed: 1, pending: 0 },
        notices: { arn: 'arn:notices', confirmed: 0, pending: 0 },
      }),
    },
  ],
  [
    'subscribers',
    'warn',
    'OutcomeTopic, 1 to confirm yet',
    '--topic-arn o',
    {
      topics: known({
        outcomes: { arn: 'o', confirmed: 0, pending: 1 },
        notices: { arn: 'n', confirmed: 1, pending: 0 },
      }),
    },
  ],
  [
    'production mark',
    'warn',
    "mails SES's simulator alone",
    'production=true',
    { audience: { production: false, allowedDomains: [] } },
  ],
];

describe('a stack that lacks nothing', () => {
  it('passes every check', () => {
    const findings = examine(healthy);

    expect(findings.filter(({ verdict }) => verdict !== 'ok')).toEqual([]);
    expect(findings.length).toBeGreaterThanOrEqual(23);
  });
});

describe.each([
  ['AWS', AWS],
  ['an identity', IDENTITY],
  ['SES', SES],
  ['the stack', STACK],
  ['operation', OPERATION],
])('a fault of %s', (_group, cases) => {
  it.each(cases)('%s: %s, %s', (check, verdict, says, mend, change) => {
    expect(of(check, change)).toContainEqual({
      verdict,
      text: expect.stringContaining(says),
      mend: expect.stringContaining(mend),
    });
  });
});

describe('what is no fault', () => {
  it('is an identity without a MAIL FROM of its own, which is told with both records', () => {
    const { mailFrom: _none, ...own } = identity.identity;
    const { mailFrom: _records, ...facts } = identity;

    expect(of('MAIL FROM', { identities: known([{ ...facts, identity: own }]) })).toMatchObject([
      { verdict: 'warn', mend: expect.stringContaining('bounce.shop.test  MX  10 feedback-smtp.eu-west-1') },
    ]);
  });

  it('is a rule above what SES grants: SES paces then, and it is said', () => {
    const largestRule = known({ rule: 'google', pool: 'shared', level: 'boost', perHour: 60_000 });

    expect(of('send quota', { largestRule })).toMatchObject([
      {
        verdict: 'ok',
        text: expect.stringContaining('before those of rule google (pool shared, level boost: 60,000/h)'),
      },
    ]);
  });

  it('is SES without a limit per day: no rule is above that', () => {
    expect(of('send quota', withAccount({ max24HourSend: -1, sentLast24Hours: 9 }))).toMatchObject([
      { verdict: 'ok', text: '14/s, any number a day, 9 in the last 24 h' },
    ]);
  });

  it('of returned mail are moved by SQS itself', () => {
    const full = queues(5).map((one) => ({
      ...one,
      arn: one.arn.replace('dead', 'ReturnedMailDeadLetters'),
      ...(one.deadLettersTo
        ? { deadLettersTo: one.deadLettersTo.replace('dead', 'ReturnedMailDeadLetters') }
        : {}),
    }));
    expect(of('dead letters', { queues: known(full) })).toMatchObject([
      { verdict: 'fail', mend: expect.stringContaining('start-message-move-task --source-arn arn:') },
    ]);
  });

  it('is input that was rejected, or mail that waits: neither queue holds dead letters', () => {
    expect(of('dead letters', {})).toMatchObject([{ verdict: 'ok', text: '1 queue, all empty' }]);
  });
});

it.each(['account', 'identities', 'sets', 'functions', 'queues', 'topics', 'rules'] as const)(
  'what cannot be read is skipped with the reason, and proves nothing: %s',
  (fact) => {
    const denied = { known: false, absent: false, why: 'could not be read: AccessDenied' } as const;
    const findings = examine({ ...healthy, [fact]: denied });

    expect(findings.filter(({ text }) => text.includes('AccessDenied'))).not.toEqual([]);
    expect(findings.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')).toEqual([]);
  },
);
