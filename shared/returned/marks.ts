import { addressesIn, addressOf } from './addresses.ts';
import type { Marks } from './failure.ts';
import { type Fields, fieldsOf, readHeader } from './fields.ts';
import { MOST_CLAIMS, MOST_RECIPIENTS } from './limits.ts';
import { type Claim, readClaim } from './proof.ts';
import type { MailPart, MailPieces } from './read-mail.ts';

/** A returned mail, or its header alone (RFC 6522 §3, RFC 6533 §3). */
const RETURNED =
  /^(?:message\/(?:rfc822|global|partial|global-headers|rfc822-headers)|text\/rfc822(?:-headers)?)$/;

/** Our header anywhere, also quoted in words for people; its value may stand on the next line. */
const CLAIM = /\bX-MXP-Id[ \t]{0,8}:\s{0,8}([A-Za-z0-9_.-]{1,160})/gi;

/** SES writes every Message-ID itself, the SES message id before the @ (SES Developer Guide, "Header fields"). */
const SES_ID = /<?\b([0-9a-f]{16}-[0-9a-f-]{36}-\d{6})@(?:[a-z0-9-]{1,30}\.)?amazonses\.com/gi;

/** Where servers write whom they delivered to; a keyed return path may be any of them. */
const ARRIVED_AT = ['to', 'delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to'] as const;

/** True for the mail that came back, or its header. */
export const isCopy = ({ type }: MailPart): boolean => RETURNED.test(type);

function claimsIn(texts: readonly string[]): readonly Claim[] {
  const found = texts.flatMap((text) =>
    [...text.matchAll(CLAIM)].flatMap(([, value = '']) => readClaim(value.replace(/\.+$/, '')) ?? []),
  );
  const each = new Map(found.map((claim) => [`${claim.id} ${claim.proof}`, claim]));
  return [...each.values()].slice(0, MOST_CLAIMS);
}

const distinct = (values: readonly string[], most: number): readonly string[] =>
  [...new Set(values)].slice(0, most);

/** Microsoft hides the recipient of a complaint from To and names it here (JMRP). */
const ORIGINAL_TO = ['to', 'x-hmxmroriginalrecipient'] as const;

const addressesOf = (fields: Fields, names: readonly string[]): readonly string[] =>
  fieldsOf(fields, ...names).flatMap((value) => addressesIn(value).concat(addressOf(value) ?? []));

/** All that tells which mail of ours came back. None of it is proof by itself but a claim's proof. */
export function readMarks({ header, text, parts }: MailPieces): Marks {
  const texts = [text, ...parts.map((part) => part.text)];
  const references = fieldsOf(header, 'in-reply-to', 'references');
  const returned = parts.filter(isCopy).map((part) => readHeader(part.text));
  // The mail's own comes first: what it answers, or quotes, may be a mail of SES too.
  const own = returned.flatMap((fields) => fieldsOf(fields, 'message-id'));
  const sesIds = [...own, ...texts, ...references].flatMap((one) =>
    [...one.matchAll(SES_ID)].flatMap(([, id]) => id ?? []),
  );
  return {
    claims: claimsIn(texts),
    sesIds: distinct(sesIds, MOST_CLAIMS),
    returnPaths: distinct(addressesOf(header, ARRIVED_AT), MOST_RECIPIENTS),
    to: distinct(
      returned.flatMap((fields) => addressesOf(fields, ORIGINAL_TO)),
      MOST_RECIPIENTS,
    ),
  };
}
