import * as z from 'zod';
import { badRequest, type SesError } from './errors.ts';
import { jsonOf } from './json.ts';

const part = z.object({ Data: z.string(), Charset: z.string().optional() });
const header = z.object({ Name: z.string().max(126), Value: z.string().max(995) });
const body = z.object({ Text: part.optional(), Html: part.optional() });
const addresses = z.array(z.string()).default([]);
/** EmailTags: names and values of `A-Za-z0-9_-`, at most 256 characters (SES v2 API, MessageTag). */
const tagText = z.string().regex(/^[A-Za-z0-9_-]{1,256}$/);

const schema = z.object({
  FromEmailAddress: z.string(),
  Destination: z.object({ ToAddresses: addresses, CcAddresses: addresses, BccAddresses: addresses }),
  ReplyToAddresses: addresses,
  ConfigurationSetName: z.string().optional(),
  EmailTags: z.array(z.object({ Name: tagText, Value: tagText })).default([]),
  Content: z.object({
    Simple: z.object({ Subject: part, Body: body, Headers: z.array(header).default([]) }).optional(),
    Raw: z.object({ Data: z.base64() }).optional(),
    Template: z
      .object({
        TemplateName: z.string().optional(),
        TemplateContent: z
          .object({
            Subject: z.string().default(''),
            Text: z.string().optional(),
            Html: z.string().optional(),
          })
          .optional(),
        TemplateData: z.string().default('{}'),
        Headers: z.array(header).default([]),
      })
      .optional(),
  }),
});

/** The body of a SendEmail call (SES v2 API, SendEmail), defaults filled in. */
export type SendRequest = z.infer<typeof schema>;

export const recipientsOf = ({ Destination: to }: SendRequest): readonly string[] => [
  ...to.ToAddresses,
  ...to.CcAddresses,
  ...to.BccAddresses,
];

/** The bare address of `Shop <news@example.com>`. */
export const bareAddress = (mailbox: string): string => /<([^<>]*)>\s*$/.exec(mailbox)?.[1] ?? mailbox.trim();

export const domainOf = (address: string): string =>
  address.slice(address.lastIndexOf('@') + 1).toLowerCase();

const isAddress = (address: string): boolean => /^[\x21-\x7e]+@[^@\s]+$/.test(address);

const MOST_RECIPIENTS = 50;

/** Reads and checks the call's form; what exists in the account is checked elsewhere. */
export function parseSendRequest(
  text: string,
): { readonly ok: true; readonly request: SendRequest } | { readonly ok: false; readonly error: SesError } {
  const parsed = schema.safeParse(jsonOf(text));
  if (!parsed.success) return { ok: false, error: badRequest(z.prettifyError(parsed.error)) };
  const problem = problemOf(parsed.data);
  return problem ? { ok: false, error: badRequest(problem) } : { ok: true, request: parsed.data };
}

function problemOf(request: SendRequest): string | undefined {
  const recipients = recipientsOf(request).map(bareAddress);
  if (recipients.length === 0) return 'Destination is required.';
  if (recipients.length > MOST_RECIPIENTS) return `Recipient count exceeds ${MOST_RECIPIENTS}.`;
  if (!recipients.every(isAddress)) return "Missing final '@domain'";
  if (!isAddress(bareAddress(request.FromEmailAddress))) return "Missing final '@domain'";
  const { Simple, Raw, Template } = request.Content;
  if ([Simple, Raw, Template].filter(Boolean).length !== 1)
    return 'Content: exactly one of Simple, Raw, Template.';
  return undefined;
}
