import {
  INACTIVE_USER,
  INVALID_DOMAIN,
  MAILBOX_FULL,
  type Meaning,
  REFUSED,
  USER_UNKNOWN,
  unreachable,
} from './meaning.ts';

interface Meanings {
  readonly permanent: Meaning;
  readonly temporary: Meaning;
}

const always = (meaning: Meaning): Meanings => ({ permanent: meaning, temporary: meaning });
const NETWORK = always(unreachable('network'));
const MAILBOX = always(unreachable('mailbox'));

/** Our mail is not wanted: for good a refusal, else a wait. */
const POLICY: Meanings = { permanent: REFUSED, temporary: unreachable('sender') };
/** Our side of the dialogue was wrong. */
const PROTOCOL = always(unreachable('sender'));
const NO_MAILBOX: Meanings = { permanent: USER_UNKNOWN, temporary: unreachable('mailbox') };
const INACTIVE: Meanings = { permanent: INACTIVE_USER, temporary: unreachable('mailbox') };
const NO_DOMAIN: Meanings = { permanent: INVALID_DOMAIN, temporary: unreachable('network') };

/** By subject and detail (RFC 3463 §3 and the registry of RFC 5248), whatever the class. */
const BY_DETAIL: ReadonlyMap<string, Meanings> = new Map([
  ['1.1', NO_MAILBOX],
  ['1.2', NO_DOMAIN],
  /** The address's syntax is wrong where it should arrive: there is no such mailbox. */
  ['1.3', NO_MAILBOX],
  ['1.4', MAILBOX],
  /** Moved, and nobody forwards. */
  ['1.6', NO_MAILBOX],
  ['1.7', POLICY],
  ['1.8', POLICY],
  ['1.9', NETWORK],
  /** Null MX, RFC 7505 §4. */
  ['1.10', NO_DOMAIN],
  ['2.1', INACTIVE],
  ['2.2', always(MAILBOX_FULL)],
  /** Too large for the mailbox, and 3.4 for its system: the mail's fault. */
  ['2.3', POLICY],
  ['2.4', MAILBOX],
  ['3.4', POLICY],
  /** No route, for good: the domain leads nowhere. */
  ['4.4', NO_DOMAIN],
  /** Exchange Online: the DNS domain does not exist. */
  ['4.310', NO_DOMAIN],
  /** A disabled account: ours never logs in at an MX, so it is the recipient's. */
  ['7.13', INACTIVE],
  /** The mailbox's, or the domain's, owner is another than before (RFC 7293 §15). */
  ['7.17', MAILBOX],
  ['7.18', always(unreachable('domain'))],
]);

/** By subject, for details not above. Subjects 0 to 2 are too vague without a known detail. */
const BY_SUBJECT: ReadonlyMap<string, Meanings> = new Map([
  ['3', NETWORK],
  ['4', NETWORK],
  ['5', PROTOCOL],
  ['6', POLICY],
  ['7', POLICY],
]);

/** Servers use these for all that has no better code. */
const VAGUE = ['3.0', '5.0'];

/** What an enhanced status says, `5.1.1` or `4.16.55`; undefined when it decides nothing. */
export function judgeStatus(status: string, temporary: boolean): Meaning | undefined {
  const [success, subject = '', detail = ''] = status.split('.').map((part) => String(Number(part)));
  const key = `${subject}.${detail}`;
  if (success === '2' || VAGUE.includes(key)) return undefined;
  const meanings = BY_DETAIL.get(key) ?? BY_SUBJECT.get(subject);
  return temporary ? meanings?.temporary : meanings?.permanent;
}
