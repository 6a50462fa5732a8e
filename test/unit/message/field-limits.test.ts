import { describe, expect, it } from 'vitest';
import { reasonWith } from './support/message.ts';

const nested = (levels: number): unknown => (levels === 0 ? 1 : { deeper: nested(levels - 1) });
const headers = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`X-${at}`, 'v']));
const template = (data: unknown) => ({ content: { template: { name: 'spring', data } } });
const reference = (key: string) => ({
  content: { raw: { s3: `s3://shop-contents/${key}`, sha256: '0'.repeat(64) } },
});
const attached = (file: object) => ({
  content: {
    simple: {
      subject: '',
      text: '',
      attachments: [{ name: 'a.pdf', type: 'application/pdf', base64: '', ...file }],
    },
  },
});

describe('the limits of a message', () => {
  it.each([
    ['template data 64 levels deep', template(nested(64))],
    ['template data of 262,144 characters', template({ a: 'x'.repeat(262_144 - 8) })],
    ['a subject of 998 characters', { content: { simple: { subject: 's'.repeat(998), text: '' } } }],
    ['a file name of 255 characters', attached({ name: 'a'.repeat(255) })],
    ['a media type of 78 characters', attached({ type: `a/${'b'.repeat(76)}` })],
    ['an S3 key of 1,024 bytes', reference('é'.repeat(512))],
    ['metadata of 512 bytes', { metadata: { note: 'x'.repeat(501) } }],
    ['14 headers', { headers: headers(14) }],
    [
      '12 headers beside those of unsubscribe',
      { headers: headers(12), unsubscribe: { url: 'https://shop.example/' } },
    ],
    ['10 mailboxes to reply to', { replyTo: Array(10).fill('help@shop.example') }],
    ['a header name of 126 characters', { headers: { ['N'.repeat(126)]: 'v' } }],
    ['a header value of 995 characters', { headers: { N: 'v'.repeat(995) } }],
    ['a header of 996 characters', { headers: { ['N'.repeat(126)]: 'v'.repeat(870) } }],
    ['List-Unsubscribe of 996 characters', { unsubscribe: { url: `https://s.example/${'u'.repeat(960)}` } }],
  ])('accepts %s', (_, changes) => {
    expect(reasonWith(changes)).toBe('accepted');
  });

  it.each([
    [
      'template data 65 levels deep',
      template(nested(65)),
      'content.template.data: nests deeper than 64 levels',
    ],
    [
      'template data of 262,145 characters',
      template({ a: 'x'.repeat(262_145 - 8) }),
      'content.template.data: is over 262144 characters of JSON',
    ],
    [
      'a subject of 999 characters',
      { content: { simple: { subject: 's'.repeat(999), text: '' } } },
      'content.simple.subject: expected at most 998 characters',
    ],
    [
      'a file name of 256 characters',
      attached({ name: 'a'.repeat(256) }),
      'content.simple.attachments.0.name: expected at most 255 characters',
    ],
    [
      'a media type of 79 characters',
      attached({ type: `a/${'b'.repeat(77)}` }),
      'content.simple.attachments.0.type: expected at most 78 characters',
    ],
    [
      'an S3 key of 1,026 bytes',
      reference('é'.repeat(513)),
      'content.raw.s3: expected s3://bucket/key, the key of 1 to 1024 bytes',
    ],
    [
      'metadata of 513 bytes',
      { metadata: { note: 'x'.repeat(502) } },
      'metadata: is over 512 bytes as JSON in UTF-8',
    ],
    [
      '15 headers',
      { headers: headers(15) },
      'headers: at most 14 fit beside ours; these are 15, those of unsubscribe among them',
    ],
    [
      '13 headers beside those of unsubscribe',
      { headers: headers(13), unsubscribe: { url: 'https://shop.example/' } },
      'headers: at most 14 fit beside ours; these are 15, those of unsubscribe among them',
    ],
    [
      '11 mailboxes to reply to',
      { replyTo: Array(11).fill('help@shop.example') },
      'replyTo: expected at most 10 entries',
    ],
    [
      'a header name of 127 characters',
      { headers: [{ name: 'N'.repeat(127), value: 'v' }] },
      "headers.0.name: a header's name is",
    ],
    [
      'a header value of 996 characters',
      { headers: { N: 'v'.repeat(996) } },
      "headers.N: a header's value is",
    ],
    [
      'a header of 997 characters',
      { headers: { ['N'.repeat(126)]: 'v'.repeat(871) } },
      'name and value together are over 996 characters',
    ],
    [
      'List-Unsubscribe of 997 characters',
      { unsubscribe: { url: `https://s.example/${'u'.repeat(961)}` } },
      'unsubscribe: url and mailto are too long for one header',
    ],
  ])('refuses %s', (_, changes, reason) => {
    expect(reasonWith(changes)).toContain(reason);
  });
});
