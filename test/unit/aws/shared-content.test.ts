import { describe, expect, it } from 'vitest';
import { readSharedContent } from '../../../shared/aws/shared-content.ts';

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const attachment = { name: 'a.pdf', type: 'application/pdf', base64: 'AA==' };

describe('a content object', () => {
  it.each([
    { subject: 'Hi', text: 'x' },
    { subject: '', html: '<p>x' },
    { subject: 'Hi', text: 'x', html: '<p>x', attachments: [attachment] },
  ])('reads %j', (content) => {
    expect(readSharedContent(bytesOf(content))).toEqual({ ok: true, content });
  });

  it.each([
    { content: null, reason: 'expected a JSON object' },
    { content: { text: 'x' }, reason: 'subject: expected a text of one line' },
    { content: { subject: 'a\r\nBcc: x', text: 'x' }, reason: 'subject: expected a text of one line' },
    { content: { subject: 'a' }, reason: 'expected text, html or both' },
    { content: { subject: 'a', text: 1 }, reason: 'text, html: expected texts' },
    {
      content: { subject: 'a', text: 'x', attachments: [{ name: 'a' }] },
      reason: 'attachments: expected a list of {name, type, base64}',
    },
    {
      content: { subject: 'a', text: 'x', attachments: [null] },
      reason: 'attachments: expected a list of {name, type, base64}',
    },
  ])('refuses $content', ({ content, reason }) => {
    expect(readSharedContent(bytesOf(content))).toEqual({ ok: false, reason });
  });

  it.each([{ bytes: [0x7b] }, { bytes: [0x22, 0xff, 0x22] }])('refuses the bytes $bytes', ({ bytes }) => {
    expect(readSharedContent(Uint8Array.from(bytes))).toEqual({ ok: false, reason: 'not JSON in UTF-8' });
  });
});
