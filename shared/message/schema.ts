import * as z from 'zod';
import { contentSchema } from './content-schema.ts';
import { addressSchema, mailboxSchema, nameSchema, timeSchema } from './field-schemas.ts';
import { headersSchema } from './headers-schema.ts';
import { metadataSchema } from './metadata-schema.ts';
import { unsubscribeSchema } from './unsubscribe-schema.ts';

/** Ours: nobody answers to more. */
const MOST_REPLY_TO = 10;

const DEFAULT_STREAM = 'marketing';

export const idSchema = nameSchema(128);
export const campaignSchema = nameSchema(128);
export const streamSchema = nameSchema(64);

const replyToSchema = z
  .union([mailboxSchema.transform((mailbox) => [mailbox]), z.array(mailboxSchema).min(1).max(MOST_REPLY_TO)])
  .meta({ description: 'Where answers go: one mailbox or a list' });

/**
 * What upstream puts on a queue, version 1; reading it makes a Mail but for what depends on the deployment. Fields that
 * it does not know are errors, so that a misspelt one is not lost in silence.
 */
export const messageSchema = z.strictObject({
  v: z.literal(1).meta({ description: 'Version of this format' }),
  id: idSchema.meta({ description: 'Idempotency key: one id is one mail, and its first content wins' }),
  to: addressSchema.meta({ description: 'The one recipient, without a name (RFC 5321 §4.1.2, Mailbox)' }),
  from: mailboxSchema.meta({ description: 'local@domain or Name <local@domain>' }),
  replyTo: replyToSchema.exactOptional(),
  campaign: campaignSchema
    .exactOptional()
    .meta({ description: 'Groups mails for pause, cancel and outcomes' }),
  stream: streamSchema
    .default(DEFAULT_STREAM)
    .meta({ description: 'marketing, transactional or a name of your own, which counts as marketing' }),
  pool: nameSchema(64)
    .exactOptional()
    .meta({ description: "Where the mail leaves from; the deployment's default if absent" }),
  content: contentSchema,
  unsubscribe: unsubscribeSchema.exactOptional().meta({ description: 'List-Unsubscribe headers (RFC 8058)' }),
  headers: headersSchema
    .default([])
    .meta({ description: 'More headers; not those that SES or MX Pacer writes' }),
  metadata: metadataSchema.exactOptional().meta({ description: 'Echoed in every outcome' }),
  notBefore: timeSchema.exactOptional().meta({ description: 'Not handed over before' }),
  expiresAt: timeSchema
    .exactOptional()
    .meta({ description: 'Not handed over from then on; at most 10 days after arrival' }),
});
