import * as z from 'zod';
import { advise, flag, record, text } from './parameter-fields.ts';

/** An account by its number, or an organisation by its id (AWS Organizations, DescribeOrganization). */
const reader = text(
  /^(?:\d{12}|o-[a-z0-9]{10,32})$/,
  'write an account as 123456789012, or an organisation as o-abcdefghij',
);

/** CloudFront takes certificates of that region alone. */
const certificate = text(
  /^arn:aws[a-z-]*:acm:us-east-1:\d{12}:certificate\/[0-9a-f-]{36}$/,
  'write the ARN of a certificate of ACM in us-east-1',
);

const domain = record({
  name: text(
    /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/,
    'write a host name in lower case, as feed.example.com',
  ),
  certificate,
});

/** Who gets the feed of rules that this deployment publishes. */
export const feed = record({
  /** Accounts and organisations that read the bucket; the own account may anyway, by its roles. */
  readers: z
    .array(reader, { error: advise('write a list of accounts and organisations') })
    .max(100, { error: 'write at most 100 readers; name their organisation instead' })
    .default([]),
  /** Anybody may read it over HTTPS. */
  public: flag().default(false),
  domain: domain.optional(),
}).refine((one) => one.public || one.domain === undefined, {
  error: 'domain is the name of the public feed: write public true, or leave domain out',
});

export type FeedParameters = z.output<typeof feed>;
