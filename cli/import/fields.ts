import { isUtf8 } from 'node:buffer';

/** One address of a list as it is written there, or what is wrong with its line. */
export interface Row {
  readonly line: number;
  readonly address?: string;
  readonly reason?: string;
  readonly list?: string;
  /** ISO 8601, or seconds or milliseconds since the epoch. */
  readonly date?: string | number;
  readonly problem?: string;
}

/** Names that fields have in lists of addresses, letters only, the likeliest first. */
export const FIELDS = {
  address: ['email', 'emailaddress', 'address', 'recipient', 'recipientaddress'],
  reason: ['reason', 'failurereason', 'bouncereason'],
  list: ['list'],
  date: ['date', 'lastupdatetime', 'since', 'at', 'time', 'timestamp', 'createdat', 'updatedat'],
} as const;

/** `Email_Address` and `emailAddress` are one name. */
export const lettersOf = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '');

/** Bytes as characters, back to the text that they are; as they stand where they are no UTF-8. */
export function decoded(bytes: string): string {
  const buffer = Buffer.from(bytes, 'latin1');
  return isUtf8(buffer) ? buffer.toString('utf8') : bytes;
}
