import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../shared/message/parse.ts';
import { POOLS } from './support/message.ts';

const FOLDER = join(import.meta.dirname, '../../../schemas/samples');
const samples = (folder: string): readonly string[] => readdirSync(join(FOLDER, folder));
const parseSample = (folder: string, file: string) =>
  parseMail(readFileSync(join(FOLDER, folder, file), 'utf8'), POOLS);

const NAME = 'expected 1 to 128 characters of A-Z, a-z, 0-9, _ and -';
const TIME = 'expected an ISO 8601 time with Z or an offset, such as 2027-01-31T08:00:00+01:00';
const ONE_RECIPIENT = 'one mail has one recipient; send one message for each';
const NO_FIELD = 'there is no such field; correct its name or take it out';
const RESERVED = 'SES or MX Pacer writes this header; take it out';
const HEADER_NAME =
  "a header's name is 1 to 126 printable ASCII characters without space and colon (RFC 5322 §2.2)";
const HEADER_VALUE = "a header's value is 1 to 995 printable ASCII characters without line breaks";
const ONE_KIND = 'expected exactly one of simple, template and raw';
const BASE64 = 'expected base64 (RFC 4648 §4) with padding and without line breaks';
const SPECIALS = 'the display name has one of ()<>[]:;@\\," and must stand in quotes';

const REASONS: Readonly<Record<string, string>> = {
  'attachment-not-base64.json': `content.simple.attachments.0.base64: ${BASE64}`,
  'bcc.json': `Bcc: ${ONE_RECIPIENT}`,
  'campaign-of-129-characters.json': `campaign: ${NAME}`,
  'cc.json': `cc: ${ONE_RECIPIENT}`,
  'content-missing.json': 'content: missing',
  'content-of-no-kind.json': `content: ${ONE_KIND}`,
  'content-of-two-kinds.json': `content: ${ONE_KIND}`,
  'content-of-unknown-kind.json': `content.markdown: ${NO_FIELD}; content: ${ONE_KIND}`,
  'cut-off.txt': 'the body is not JSON (at position 48)',
  'display-name-unquoted-comma.json': `from: "n***@shop.example": ${SPECIALS}`,
  'display-name-with-line-break.json': `from: "n***@shop.example": ${SPECIALS}`,
  'domain-empty.json': 'to: "j***@": the domain is missing',
  'domain-ends-in-dot.json': 'to: "j***@example.com.": the domain has an empty label',
  'domain-is-address-literal.json':
    'to: "j***@[192.0.2.1]": the domain is an address literal; write a domain name',
  'domain-is-ip-address.json': 'to: "j***@192.0.2.1": the domain ends in a number, as no domain does',
  'domain-is-no-idn.json': 'to: "j***@bü cher.example": the domain is no valid internationalised domain name',
  'domain-of-one-label.json': 'to: "r***@localhost": the domain has one label only; write it in full',
  'domain-with-empty-label.json': 'to: "j***@example..com": the domain has an empty label',
  'domain-with-underscore.json':
    'to: "j***@my_shop.example": the domain has a label with other characters than letters, digits and inner hyphens',
  'empty.txt': 'the body is not JSON',
  'expires-at-on-no-day-of-the-calendar.json': `expiresAt: ${TIME}`,
  'from-empty-domain.json': 'from: "n***@": the domain is missing',
  'header-name-with-line-break.json': `headers."X-Order\\r\\nBcc": ${HEADER_NAME}`,
  'header-name-with-space.json': `headers."X Order": ${HEADER_NAME}`,
  'header-reserved-prefix.json': `headers.0.name: ${RESERVED}`,
  'header-reserved.json': `headers.BCC: ${RESERVED}`,
  'header-value-is-number.json': 'headers.X-Order: expected string, found number',
  'header-value-outside-ascii.json': `headers.X-Order: ${HEADER_VALUE}`,
  'header-value-with-line-break.json': `headers.X-Order: ${HEADER_VALUE}`,
  'id-is-number.json': 'id: expected string, found number',
  'id-of-129-characters.json': `id: ${NAME}`,
  'id-with-space.json': `id: ${NAME}`,
  'label-of-64-characters.json':
    'to: "j***@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example": the domain has a label of over 63 characters',
  'list-of-mails.json': 'the body is a JSON list, not an object',
  'local-part-empty.json': 'to: "@example.com": there is nothing before the @',
  'local-part-of-65-characters.json': 'to: "j***@example.com": the part before the @ is over 64 characters',
  'local-part-outside-ascii.json':
    'to: "j***@example.com": the part before the @ has a character outside ASCII, which SES does not take',
  'local-part-with-line-break.json': 'to: "j***@example.com": the part before the @ has a control character',
  'local-part-with-space.json':
    'to: "j***@example.com": the part before the @ has a character that must stand in quotes',
  'local-part-with-two-dots.json':
    'to: "j***@example.com": the part before the @ has a dot at its start, its end or beside another',
  'metadata-is-nested.json': 'metadata.customer: expected string, found object',
  'metadata-of-11-entries.json': 'metadata: has more than 10 entries',
  'metadata-over-512-bytes.json': 'metadata: is over 512 bytes as JSON in UTF-8',
  'misspelt-field.json': `notbefore: ${NO_FIELD}`,
  'no-at-sign.json': 'to: "j***": there is no @',
  'no-id.json': 'id: missing',
  'not-before-is-number.json': `notBefore: ${TIME}`,
  'not-before-without-offset.json': `notBefore: ${TIME}`,
  'not-json.txt': 'the body is not JSON (at position 58)',
  'pool-unknown.json': 'pool: this deployment has no pool gold; it has shared, dedicated',
  'raw-not-base64.json': `content.raw: ${BASE64}`,
  'reference-by-https.json': 'content.raw.s3: expected s3://bucket/key, the key of 1 to 1024 bytes',
  'reference-hash-in-upper-case.json':
    'content.raw.sha256: expected the SHA-256 of the object in 64 lower-case hex digits',
  'reference-without-hash.json': 'content.simple.sha256: missing',
  'reply-to-empty-list.json': 'replyTo: expected 1 or more entries',
  'reply-to-second-is-bad.json': 'replyTo.1: "j***@": the domain is missing',
  'simple-without-body.json': 'content.simple: expected text, html or both',
  'simple-without-subject.json': 'content.simple.subject: missing',
  'stream-of-65-characters.json': 'stream: expected 1 to 64 characters of A-Z, a-z, 0-9, _ and -',
  'subject-with-control-character.json': 'content.simple.subject: holds a control character or a line break',
  'subject-with-line-break.json': 'content.simple.subject: holds a control character or a line break',
  'template-data-is-list.json': 'content.template.data: expected object, found list',
  'template-without-data.json': 'content.template.data: missing',
  'text-with-half-a-surrogate-pair.json': 'content.simple.text: holds half of a surrogate pair',
  'to-is-list.json': 'to: expected string, found list',
  'to-is-null.json': 'to: expected string, found null',
  'to-missing.json': 'to: missing',
  'to-with-name.json': 'to: "j***@example.com": write the address alone, without a name',
  'unsubscribe-by-http.json': 'unsubscribe.url: expected an https URL in ASCII',
  'unsubscribe-empty.json': 'unsubscribe: expected url, mailto or both',
  'unsubscribe-mailto-is-no-address.json':
    'unsubscribe.mailto: expected one address, or mailto: and one address (RFC 6068)',
  'version-2.json': 'v: expected 1',
  'version-missing.json': 'v: missing',
};

/** Those whose id cannot be read: nobody can be told. */
const ANONYMOUS: readonly string[] = [
  'cut-off.txt',
  'empty.txt',
  'id-is-number.json',
  'id-of-129-characters.json',
  'id-with-space.json',
  'list-of-mails.json',
  'no-id.json',
  'not-json.txt',
];

describe('samples of the message format', () => {
  it.each(samples('good'))('accepts good/%s', (file) => {
    expect(parseSample('good', file)).toMatchObject({ ok: true });
  });

  it.each(samples('bad'))('refuses bad/%s and says why', (file) => {
    expect(parseSample('bad', file)).toMatchObject({ ok: false, reason: REASONS[file] });
  });

  it('has a file for every reason that it knows', () => {
    expect(samples('bad').toSorted()).toEqual(Object.keys(REASONS).toSorted());
  });

  it('knows whose mail a refused one is wherever the id can be read', () => {
    const anonymous = samples('bad').filter((file) => !('id' in parseSample('bad', file)));
    expect(anonymous.toSorted()).toEqual(ANONYMOUS);
  });

  it("quotes nobody's address", () => {
    const texts = samples('bad').map((file) => JSON.stringify(parseSample('bad', file)));
    expect(texts.filter((text) => /jane\.doe|john@|news@/.test(text))).toEqual([]);
  });
});
