import * as z from 'zod';
import { S3_BUCKET, S3_KEY_BYTES } from '../limits/s3.ts';
import { SES_ATTACHMENT, SES_TEMPLATE_DATA_CHARACTERS } from '../limits/ses.ts';
import { textSchema } from './field-schemas.ts';
import { isBase64, nestsWithin } from './json-value.ts';
import type { Content } from './mail.ts';

/** A line holds 998 characters (RFC 5322 §2.1.1). */
const LONGEST_SUBJECT = 998;
/** Ours: deeper data has no use in a template and could exhaust the stack of whoever writes it out. */
const DEEPEST_DATA = 64;

const LOCATION = /^s3:\/\/([^/]+)\/(.+)$/s;

const isLocation = (text: string): boolean => {
  const [, bucket = '', key = ''] = LOCATION.exec(text) ?? [];
  return S3_BUCKET.test(bucket) && Buffer.byteLength(key) <= S3_KEY_BYTES;
};

const base64Schema = z
  .string()
  .refine(isBase64, 'expected base64 (RFC 4648 §4) with padding and without line breaks')
  .meta({ contentEncoding: 'base64' });

const referenceFields = {
  s3: z
    .string()
    .refine(isLocation, `expected s3://bucket/key, the key of 1 to ${S3_KEY_BYTES} bytes`)
    .meta({ description: 's3://bucket/key of an object that the sender may read' }),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'expected the SHA-256 of the object in 64 lower-case hex digits'),
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is kept out.
const ONE_LINE = /^[^\u0000-\u001f\u007f-\u009f]*$/;
const lineSchema = textSchema.regex(ONE_LINE, 'holds a control character or a line break');

const attachmentSchema = z.strictObject({
  name: lineSchema.min(1).max(SES_ATTACHMENT.name).meta({ description: 'File name with its extension' }),
  type: z
    .string()
    .max(SES_ATTACHMENT.type)
    .regex(/^[!-.0-~]+\/[!-.0-~]+$/, 'expected a media type such as application/pdf'),
  base64: base64Schema,
});

const dataSchema = z
  .record(z.string(), z.unknown())
  .refine((data) => nestsWithin(data, DEEPEST_DATA), {
    error: `nests deeper than ${DEEPEST_DATA} levels`,
    abort: true,
  })
  .refine(
    (data) => JSON.stringify(data).length <= SES_TEMPLATE_DATA_CHARACTERS,
    `is over ${SES_TEMPLATE_DATA_CHARACTERS} characters of JSON`,
  )
  .meta({ description: "Values of the template's variables" });

const simpleSchema = z.union([
  z
    .strictObject({
      subject: lineSchema.max(LONGEST_SUBJECT),
      text: textSchema.exactOptional(),
      html: textSchema.exactOptional(),
      attachments: z.array(attachmentSchema).exactOptional(),
    })
    .refine(({ text, html }) => text !== undefined || html !== undefined, 'expected text, html or both')
    .transform((content) => ({ kind: 'simple' as const, ...content })),
  z.strictObject(referenceFields).transform((reference) => ({ kind: 'simple' as const, ...reference })),
]);

const templateSchema = z.union([
  z
    .strictObject({
      name: lineSchema.min(1).meta({ description: 'Name of a template kept at SES' }),
      data: dataSchema,
    })
    .transform((content) => ({ kind: 'template' as const, ...content })),
  z
    .strictObject({ ...referenceFields, data: dataSchema })
    .transform((reference) => ({ kind: 'template' as const, ...reference })),
]);

const rawSchema = z.union([
  base64Schema.min(1).transform((base64) => ({ kind: 'raw' as const, base64 })),
  z.strictObject(referenceFields).transform((reference) => ({ kind: 'raw' as const, ...reference })),
]);

/** The field `content`: one of three kinds, each in the message itself or in S3. */
export const contentSchema = z
  .strictObject({
    simple: simpleSchema.exactOptional(),
    template: templateSchema.exactOptional(),
    raw: rawSchema.exactOptional(),
  })
  .meta({ minProperties: 1, maxProperties: 1 })
  .transform(({ simple, template, raw }, context): Content => {
    const [content, ...others] = [simple, template, raw].filter((given) => given !== undefined);
    if (content && others.length === 0) return content;
    context.addIssue('expected exactly one of simple, template and raw');
    return z.NEVER;
  });
