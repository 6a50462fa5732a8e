import { readDomain } from '../../shared/message/domain.ts';
import type { MailId } from '../../shared/message/mail.ts';
import { addressOf } from '../quarantine/address.ts';
import { UserError } from '../user-error.ts';

/** What `mxp explain` is asked about. */
export type Explained =
  | { readonly kind: 'mail'; readonly id: MailId }
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'domain'; readonly domain: string };

/** Ids have no dot, domains have one (message/schema.ts). */
const MAIL_ID = /^[A-Za-z0-9_-]{1,128}$/;

/** Reads a mail id, `jane@example.com`, `example.com` or `@example.com`; throws a UserError for anything else. */
export function explainedOf(text: string): Explained {
  if (MAIL_ID.test(text)) return { kind: 'mail', id: text as MailId };
  if (text.includes('@') && !text.startsWith('@')) return { kind: 'address', address: addressOf(text) };
  const read = readDomain(text.replace(/^@/, '').replace(/\.$/, ''));
  if (!read.ok) throw new UserError(`neither a mail id, nor an address, nor a domain: ${read.problem}`);
  return { kind: 'domain', domain: read.domain };
}
