import * as z from 'zod';
import { maskAddress } from '../text/mask-address.ts';
import { readAddress } from './address.ts';
import type { Address, Mailbox } from './mail.ts';
import { readMailbox } from './mailbox.ts';

/** Longer than any address or named mailbox can be; stops hostile input before it is looked at. */
const LONGEST_ADDRESS = 320;
const LONGEST_MAILBOX = 640;

/** The characters of ids, campaigns, streams and pools; they end up in SES tags, which take no others. */
export const nameSchema = (longest: number) =>
  z
    .string()
    .regex(
      new RegExp(`^[A-Za-z0-9_-]{1,${longest}}$`),
      `expected 1 to ${longest} characters of A-Z, a-z, 0-9, _ and -`,
    );

/** Any text that can be written as UTF-8. */
export const textSchema = z.string().refine((text) => text.isWellFormed(), 'holds half of a surrogate pair');

/** The address of a mailbox as an error may quote it: nobody's name, nothing unprintable. */
const quoted = (mailbox: string): string =>
  JSON.stringify(maskAddress(mailbox.slice(mailbox.lastIndexOf('<') + 1).replace(/>$/, '')));

/** `local@domain`, read into an Address. */
export const addressSchema = z
  .string()
  .max(LONGEST_ADDRESS, `expected one address; this is over ${LONGEST_ADDRESS} characters`)
  .transform((text, context): Address => {
    const read = readAddress(text);
    if (read.ok) return read.address;
    context.addIssue(
      `${quoted(text)}: ${text.endsWith('>') ? 'write the address alone, without a name' : read.problem}`,
    );
    return z.NEVER;
  });

/** `local@domain` or `Name <local@domain>`, read into a Mailbox. */
export const mailboxSchema = z
  .string()
  .max(LONGEST_MAILBOX, `expected one mailbox; this is over ${LONGEST_MAILBOX} characters`)
  .transform((text, context): Mailbox => {
    const read = readMailbox(text);
    if (read.ok) return read.mailbox;
    context.addIssue(`${quoted(text)}: ${read.problem}`);
    return z.NEVER;
  });

/** A moment, read into EpochMillis. */
export const timeSchema = z.iso
  .datetime({
    offset: true,
    error: 'expected an ISO 8601 time with Z or an offset, such as 2027-01-31T08:00:00+01:00',
  })
  .transform((text) => Date.parse(text));
