import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MailHeader } from '../../../shared/message/mail.ts';
import { prepareRawMime } from '../../../shared/message/raw-mime.ts';

function prepare(message: string, extra: readonly MailHeader[] = []): string {
  const prepared = prepareRawMime(Buffer.from(message, 'latin1'), extra);
  return prepared.ok ? Buffer.from(prepared.bytes).toString('latin1') : `refused: ${prepared.reason}`;
}

const lines = (...all: readonly string[]): string => all.join('\r\n');

describe('preparing a raw message', () => {
  it('leaves a message alone that holds nothing of ours', () => {
    const message = lines('From: a@b.example', 'Subject: Hi', '', 'Bcc: stays in the body', '');
    expect(prepare(message)).toBe(message);
  });

  it.each(['Bcc', 'BCC', 'bcc ', 'Return-Path', 'X-SES-CONFIGURATION-SET', 'x-ses-message-tags', 'X-MXP-Id'])(
    'takes out %s with its folded lines',
    (name) => {
      const message = lines(
        'From: a@b.example',
        `${name}: one@x.example,`,
        ' two@x.example,',
        '\tthree@x.example',
        'Subject: Hi',
        '',
        'Hello',
      );
      expect(prepare(message)).toBe(lines('From: a@b.example', 'Subject: Hi', '', 'Hello'));
    },
  );

  it('takes out every header of a name, the first and the last too', () => {
    const message = lines(
      'Bcc: a@x.example',
      'Subject: Hi',
      'Bcc: b@x.example',
      'Bcc: c@x.example',
      '',
      'Hello',
    );
    expect(prepare(message)).toBe(lines('Subject: Hi', '', 'Hello'));
  });

  it('puts our headers on top, in place of those of the same name', () => {
    const message = lines('Subject: Hi', 'LIST-UNSUBSCRIBE: <https://other.example>', '', 'Hello');
    const extra = [
      { name: 'List-Unsubscribe', value: '<https://shop.example/u>' },
      { name: 'X-Order', value: '4711' },
    ];
    expect(prepare(message, extra)).toBe(
      lines('List-Unsubscribe: <https://shop.example/u>', 'X-Order: 4711', 'Subject: Hi', '', 'Hello'),
    );
  });

  it('keeps to line feeds where the message has no returns', () => {
    expect(
      prepare('Subject: Hi\nBcc: a@x.example\n b@x.example\n\nHello\n', [{ name: 'X-Order', value: '1' }]),
    ).toBe('X-Order: 1\nSubject: Hi\n\nHello\n');
  });

  it('takes a message of headers alone', () => {
    expect(prepare('Subject: Hi\r\nBcc: a@x.example')).toBe('Subject: Hi\r\n');
  });

  it('never touches a byte of the body', () => {
    const header = Buffer.from('Subject: Hi\r\nBcc: a@x.example\r\n\r\n');
    fc.assert(
      fc.property(fc.uint8Array(), (body) => {
        const prepared = prepareRawMime(Buffer.concat([header, body]), []);
        expect(prepared.ok && Buffer.from(prepared.bytes)).toEqual(
          Buffer.concat([Buffer.from('Subject: Hi\r\n\r\n'), body]),
        );
      }),
    );
  });

  it('never throws, and leaves no Bcc in what it accepts', () => {
    const pieces = fc.constantFrom(
      'Bcc',
      'bcc: x',
      ':',
      ' ',
      '\t',
      '\r',
      '\n',
      '\r\n',
      'A: b',
      'é',
      '\0',
      ' folded',
    );
    fc.assert(
      fc.property(fc.array(pieces), (parts) => {
        const [head = ''] = prepare(parts.join('')).split(/\r?\n\r?\n/);
        if (!head.startsWith('refused')) expect(head).not.toMatch(/^bcc[ \t]*:/im);
      }),
      { seed: 20_261_126, numRuns: 1_000 },
    );
  });

  it.each([
    ['', 'raw: the message has no header block (RFC 5322 §2.1)'],
    ['bcc: x\n\r\nbcc: x', 'raw: the message has no header block (RFC 5322 §2.1)'],
    ['\r\nHello', 'raw: the message has no header block (RFC 5322 §2.1)'],
    ['Hello, Jane', 'raw: line 1 is no header (RFC 5322 §2.2); is a header block missing?'],
    [' Subject: Hi\r\n\r\n', 'raw: line 1 is no header (RFC 5322 §2.2); is a header block missing?'],
    ['Subject: Hi\r\nHello\r\n\r\n', 'raw: line 2 is no header (RFC 5322 §2.2); is a header block missing?'],
    ['Subject: Hi\rBcc: a@x.example\r\n\r\n', 'raw: a header holds a carriage return that ends no line'],
  ])('refuses %j', (message, reason) => {
    expect(prepare(message)).toBe(`refused: ${reason}`);
  });

  it('folds a header that is too long for one line, before a space', () => {
    const mailboxes = Array(60).fill('help@shop.example').join(', ');
    const prepared = prepare('Subject: Hi\r\n\r\n', [{ name: 'Reply-To', value: mailboxes }]);
    const [head = ''] = prepared.split('\r\nSubject');
    expect(Math.max(...head.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
    expect(head.replaceAll('\r\n', '')).toBe(`Reply-To: ${mailboxes}`);
  });

  it.each([
    ['holds a line break', { name: 'X-A', value: 'a\r\nBcc: b@x.example' }],
    ['holds more than ASCII', { name: 'X-A', value: 'é' }],
    ['has no name', { name: '', value: 'a' }],
    ['is one word of 994 characters after its name', { name: 'X-A', value: 'a'.repeat(994) }],
  ])('refuses to add a header that %s', (_, header) => {
    expect(prepare('Subject: Hi\r\n\r\n', [header])).toContain('cannot be written in lines of 998');
  });

  it('adds a header whose line has 998 characters', () => {
    expect(prepare('Subject: Hi\r\n\r\n', [{ name: 'X-A', value: 'a'.repeat(993) }])).toContain(
      `X-A: ${'a'.repeat(993)}\r\n`,
    );
  });
});
