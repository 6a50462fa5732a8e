import { encodeDisplayName } from '../message/display-name.ts';
import type { Mailbox } from '../message/mail.ts';

/** `Name <local@domain>` in ASCII (RFC 5322 §3.4, RFC 2047). */
export const formatMailbox = ({ displayName, address }: Mailbox): string =>
  displayName ? `${encodeDisplayName(displayName)} <${address}>` : address;
