import * as z from 'zod';
import { readDomain } from '../shared/message/domain.ts';
import { THROUGHPUT_LEVELS } from '../shared/settings/settings.ts';
import { DEFAULT_METRIC_RULES, metricRules } from './metric-rules.ts';
import { advise, choice, flag, number, record, shown, text } from './parameter-fields.ts';
import { returnedMail } from './returned-parameters.ts';
import { feedKeys, feedUrl, rulesTrialShare } from './sync-parameters.ts';

/** All environment variables of a function share 4 KB (Lambda quotas); four pools of the longest names still fit. */
const MOST_POOLS = 4;

/** Of one on-demand table, unless AWS raises it (DynamoDB, "Quotas"). */
const MOST_WRITES = 40_000;

/** Of which mails SES publishes Delivery events. */
const DELIVERY_EVENTS = ['watched', 'all'] as const;

const DOUBT_POLICIES = ['resend', 'hold'] as const;

/** `example.com`, or an address in front of it; the top-level domain begins with a letter. */
const IDENTITY = /^(?:[^\s@]+@)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i;
const identity = text(
  IDENTITY,
  'write a domain or an address verified at SES, as example.com or news@example.com',
);

const poolName = text(/^[A-Za-z0-9_-]{1,32}$/, 'name a pool with 1 to 32 of A-Z a-z 0-9 _ -');

const pool = record({
  ipCount: number(1, 1_000, 'write how many IPs the pool sends from, 1 to 1000').default(1),
  level: choice(THROUGHPUT_LEVELS).optional(),
  sesIpPool: text(/^[A-Za-z0-9_-]{1,64}$/, 'write the name of a dedicated IP pool at SES').optional(),
}).refine(({ ipCount, sesIpPool }) => ipCount <= 1 || sesIpPool !== undefined, {
  error: 'the shared IPs of SES count as one: name the dedicated pool in sesIpPool, or write ipCount 1',
});

const pools = z
  .record(poolName, pool, {
    error: advise('write an object, as {"news": {"ipCount": 4, "sesIpPool": "news"}}'),
  })
  .refine((named) => Object.keys(named).length > 0, { error: 'name at least one pool, or leave pools out' })
  .refine((named) => Object.keys(named).length <= MOST_POOLS, {
    error: `write at most ${MOST_POOLS} pools; deploy a second stack for the others`,
  });

/** In A-labels and lower case, as recipients' domains are compared. */
const allowedDomain = z
  .string({ error: advise('write a domain, as example.org') })
  .transform((written, context) => {
    const read = readDomain(written);
    if (read.ok) return read.domain;
    context.addIssue({ code: 'custom', message: `${shown(written)}: ${read.problem}` });
    return z.NEVER;
  });

const allowedDomains = z.array(allowedDomain, { error: advise('write a list of domains') });

/** Characters that allowed domains may take as JSON, so that all settings stay within Lambda's 4 KB: a pool takes 400. */
const roomForDomains = (pools: number): number => 64 + 400 * (MOST_POOLS - pools);

/** The parameters of one pacer; docs/deploy.md tells each and its default. */
export const pacerFields = {
  identity: z
    .array(identity, { error: 'write a domain or an address verified at SES, or a list of them' })
    .min(1, { error: 'write at least one domain or address verified at SES' }),
  production: flag().default(false),
  allowedDomains: allowedDomains.default([]),
  pools: pools.default({ shared: { ipCount: 1 } }),
  defaultPool: poolName.optional(),
  level: choice(THROUGHPUT_LEVELS).default('normal'),
  inDoubt: record({
    transactional: choice(DOUBT_POLICIES).default('resend'),
    others: choice(DOUBT_POLICIES).default('hold'),
  }).prefault({}),
  sendEvents: flag().default(false),
  deliveryEvents: choice(DELIVERY_EVENTS).default('watched'),
  contentBuckets: z
    .array(
      text(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'write the name of an S3 bucket, without s3:// and path'),
      { error: advise('write a list of S3 bucket names') },
    )
    .default([]),
  maxConcurrency: number(2, 1_000, 'write how many senders may run at once, 2 to 1000').default(20),
  warmWrites: number(
    4_000,
    MOST_WRITES,
    `write how many writes a second to prepare for, 4000 to ${MOST_WRITES}`,
  ).optional(),
  feedUrl: feedUrl.optional(),
  feedKeys: feedKeys.default([]),
  rulesTrialShare: rulesTrialShare.default(10),
  returnedMail: returnedMail.optional(),
  metricRules: metricRules.default(DEFAULT_METRIC_RULES),
};

const pacer = record(pacerFields);
type Found = z.output<typeof pacer>;

/** What an operator decides about one pacer, defaults filled. */
export type PacerParameters = Omit<Found, 'defaultPool'> & { readonly defaultPool: string };

/** The parameters with their defaults, or all that is wrong with them. */
export type ParametersResult<T> =
  | { readonly ok: true; readonly parameters: T }
  /** Each problem names the parameter and what to write instead. */
  | { readonly ok: false; readonly problems: readonly string[] };

function problemOf(issue: z.core.$ZodIssue): string {
  const message =
    issue.code === 'invalid_key' ? issue.issues.map((inner) => inner.message).join('; ') : issue.message;
  return issue.path.length === 0 ? message : `${issue.path.join('.')}: ${message}`;
}

/** Checks what no field shows by itself, and fills the default pool. */
function settle<T extends Found>(found: T): ParametersResult<T & PacerParameters> {
  if (found.feedUrl !== undefined && found.feedKeys.length === 0)
    return { ok: false, problems: ['feedKeys: write the public keys of the feed that feedUrl names'] };
  const names = Object.keys(found.pools);
  const room = roomForDomains(names.length);
  if (JSON.stringify(found.allowedDomains).length > room)
    return {
      ok: false,
      problems: [`allowedDomains: write at most ${room} characters, or fewer pools`],
    };
  const defaultPool = found.defaultPool ?? (names.length === 1 ? names[0] : undefined);
  if (defaultPool === undefined || !names.includes(defaultPool))
    return {
      ok: false,
      problems: [`defaultPool: ${advise(`write one of ${names.join(', ')}`)({ input: defaultPool })}`],
    };
  return { ok: true, parameters: { ...found, defaultPool } };
}

/** Checks `input` against a schema that has the pacer's fields among its own. */
export function checkParameters<T extends Found>(
  schema: z.ZodType<T>,
  input: unknown,
): ParametersResult<T & PacerParameters> {
  const result = schema.safeParse(input);
  return result.success ? settle(result.data) : { ok: false, problems: result.error.issues.map(problemOf) };
}

/** Checks the parameters of one pacer and fills the defaults. */
export const parsePacerParameters = (input: unknown): ParametersResult<PacerParameters> =>
  checkParameters(pacer, input);
