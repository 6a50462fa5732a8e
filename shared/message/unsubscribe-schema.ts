import * as z from 'zod';
import { SES_HEADER } from '../limits/ses.ts';
import { readAddress } from './address.ts';
import type { Unsubscribe } from './mail.ts';
import { unsubscribeHeaders } from './unsubscribe-headers.ts';

/** Printable ASCII without space and angle brackets, which frame the URI in its header (RFC 2369 §2). */
const URI = /^[!-;=?-~]+$/;

const urlSchema = z
  .string()
  .refine(
    (text) => URI.test(text) && /^https:/i.test(text) && URL.canParse(text),
    'expected an https URL in ASCII',
  );

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
};

const isMailtoUri = (text: string): boolean => {
  const [, address = ''] = /^mailto:([^?]*)/.exec(text) ?? [];
  return URI.test(text) && readAddress(decoded(address)).ok;
};

const mailtoSchema = z
  .string()
  .transform((text) => (/^mailto:/i.test(text) ? `mailto:${text.slice(7)}` : `mailto:${text}`))
  .refine(isMailtoUri, 'expected one address, or mailto: and one address (RFC 6068)');

const fits = (unsubscribe: Unsubscribe): boolean =>
  unsubscribeHeaders(unsubscribe).every(
    ({ name, value }) => name.length + value.length <= SES_HEADER.nameAndValue,
  );

/** The field `unsubscribe` (RFC 8058); `mailto` becomes a mailto: URI. */
export const unsubscribeSchema = z
  .strictObject({ url: urlSchema.exactOptional(), mailto: mailtoSchema.exactOptional() })
  .meta({ minProperties: 1 })
  .refine(({ url, mailto }) => url !== undefined || mailto !== undefined, {
    error: 'expected url, mailto or both',
    abort: true,
  })
  .refine(fits, 'url and mailto are too long for one header');
