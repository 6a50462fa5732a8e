import * as z from 'zod';
import { SES_HEADER } from '../limits/ses.ts';
import type { MailHeader } from './mail.ts';
import { isReservedHeader } from './reserved-headers.ts';

const headerNameSchema = z
  .string()
  .regex(
    new RegExp(`^[!-9;-~]{1,${SES_HEADER.name}}$`),
    `a header's name is 1 to ${SES_HEADER.name} printable ASCII characters without space and colon (RFC 5322 §2.2)`,
  )
  .refine((name) => !isReservedHeader(name), 'SES or MX Pacer writes this header; take it out');

const headerValueSchema = z
  .string()
  .regex(
    new RegExp(`^[ -~]{1,${SES_HEADER.value}}$`),
    `a header's value is 1 to ${SES_HEADER.value} printable ASCII characters without line breaks`,
  );

const headerSchema = z.strictObject({ name: headerNameSchema, value: headerValueSchema });

const isTooLong = ({ name, value }: MailHeader): boolean =>
  name.length + value.length > SES_HEADER.nameAndValue;

/** The field `headers`, as an object or, where order or repetition counts, as a list. */
export const headersSchema = z
  .union([z.record(headerNameSchema, headerValueSchema), z.array(headerSchema)])
  .transform((given, context): readonly MailHeader[] => {
    const headers = Array.isArray(given)
      ? given
      : Object.entries(given).map(([name, value]) => ({ name, value }));
    const long = headers.find(isTooLong);
    if (long)
      context.addIssue(
        `${long.name}: name and value together are over ${SES_HEADER.nameAndValue} characters`,
      );
    return headers;
  });
