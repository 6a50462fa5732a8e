import * as z from 'zod';
import { THROUGHPUT_LEVELS } from '../shared/settings/settings.ts';
import { feed } from './feed-parameters.ts';
import { advise, choice, flag, number, record, text } from './parameter-fields.ts';
import { receivingProblem, returnedMail } from './returned-parameters.ts';
import { feedKeys, feedUrl, rulesTrialShare } from './sync-parameters.ts';

/** All environment variables of a function share 4 KB (Lambda quotas); four pools of the longest names still fit. */
const MOST_POOLS = 4;

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

const schema = record({
  stackName: text(
    /^[A-Za-z][A-Za-z0-9-]{0,39}$/,
    'write a letter, then up to 39 letters, digits or hyphens, as MxPacer',
  ).default('MxPacer'),
  region: text(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'write a region as eu-west-1, or leave it out').optional(),
  identity: z
    .array(identity, { error: 'write a domain or an address verified at SES, or a list of them' })
    .min(1, { error: 'write at least one domain or address verified at SES' }),
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
      {
        error: advise('write a list of S3 bucket names'),
      },
    )
    .default([]),
  maxConcurrency: number(2, 1_000, 'write how many senders may run at once, 2 to 1000').default(20),
  feed: feed.optional(),
  feedUrl: feedUrl.optional(),
  feedKeys: feedKeys.default([]),
  rulesTrialShare: rulesTrialShare.default(10),
  returnedMail: returnedMail.optional(),
});

/** What an operator decides about one deployment; docs/deploy.md tells each parameter and its default. */
export type Parameters = Omit<z.output<typeof schema>, 'defaultPool'> & { readonly defaultPool: string };

/** The parameters with their defaults, or all that is wrong with them. */
export type ParametersResult =
  | { readonly ok: true; readonly parameters: Parameters }
  /** Each problem names the parameter and what to write instead. */
  | { readonly ok: false; readonly problems: readonly string[] };

/** The names of all parameters. */
export const PARAMETER_NAMES: readonly string[] = Object.keys(schema.shape);

function problemOf(issue: z.core.$ZodIssue): string {
  const message =
    issue.code === 'invalid_key' ? issue.issues.map((inner) => inner.message).join('; ') : issue.message;
  return issue.path.length === 0 ? message : `${issue.path.join('.')}: ${message}`;
}

/** Checks parameters as written in JSON and fills the defaults. */
export function parseParameters(input: unknown): ParametersResult {
  const result = schema.safeParse(input);
  if (!result.success) return { ok: false, problems: result.error.issues.map(problemOf) };
  if (result.data.feedUrl !== undefined && result.data.feedKeys.length === 0)
    return { ok: false, problems: ['feedKeys: write the public keys of the feed that feedUrl names'] };
  const receiving = receivingProblem(result.data.region, result.data.returnedMail?.ruleSet);
  if (receiving !== undefined) return { ok: false, problems: [receiving] };
  const names = Object.keys(result.data.pools);
  const defaultPool = result.data.defaultPool ?? (names.length === 1 ? names[0] : undefined);
  if (defaultPool === undefined || !names.includes(defaultPool))
    return {
      ok: false,
      problems: [`defaultPool: ${advise(`write one of ${names.join(', ')}`)({ input: defaultPool })}`],
    };
  return { ok: true, parameters: { ...result.data, defaultPool } };
}
