import { describe, expect, it } from 'vitest';
import {
  MOST_BOUNDARIES,
  MOST_CLAIMS,
  MOST_RECIPIENTS,
  READ_BYTES,
} from '../../../shared/returned/limits.ts';
import { readReturned } from '../../../shared/returned/read-returned.ts';
import { returnedMail } from '../../support/returned-mails.ts';

const ARRIVED = Date.parse('2026-11-25T09:15:00Z');
const HEAD = 'From: MAILER-DAEMON@mx.example\r\nSubject: Undeliverable\r\nMIME-Version: 1.0\r\n';
const read = (text: string) => readReturned(Buffer.from(text, 'latin1'), ARRIVED);

const multipart = (boundary: string): string =>
  `Content-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n--${boundary}\r\n`;
const STATUS =
  'Content-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; jane@mail.example\r\nStatus: 5.1.1\r\n';

describe('a mail that lies or attacks', () => {
  it('of 10,000 parts is read', async () => {
    const parts = '--B\r\nContent-Type: text/plain\r\n\r\nx\r\n'.repeat(5_000);
    expect(await read(`${HEAD}${multipart('B')}${STATUS}${parts}`)).toMatchObject({
      failures: [{ recipient: 'jane@mail.example', enhancedStatus: '5.1.1' }],
    });
  });

  it('that names more boundaries than any report is refused before it is parsed', async () => {
    const parts = Array.from({ length: MOST_BOUNDARIES + 1 }, (_, at) => multipart(`b${at}`)).join('');
    expect(await read(HEAD + parts)).toMatchObject({
      kind: 'unreadable',
      reason: expect.stringMatching(/boundaries/),
    });
  });

  it('that nests deeper than forwarding does is refused', async () => {
    const parts = Array.from({ length: 60 }, (_, at) => multipart(`b${at}`)).join('');
    expect(await read(HEAD + parts)).toMatchObject({
      kind: 'unreadable',
      reason: expect.stringMatching(/nesting/),
    });
  });

  it('with a header of megabytes is refused', async () => {
    expect(await read(`${HEAD}X: ${'x'.repeat(900_000)}\r\n\r\n`)).toMatchObject({
      kind: 'unreadable',
      reason: expect.stringMatching(/header size/),
    });
  });

  it('of 10 MB is read as far as the report reaches', async () => {
    const report = Buffer.from(returnedMail('dsn-postfix'));
    const whole = Buffer.concat([report, Buffer.alloc(10_000_000, 'offers\n')]);
    const mail = await readReturned(whole, ARRIVED);

    expect(mail).toMatchObject({ kind: 'failed', failures: [{ recipient: 'jane@mail.example' }] });
    expect(JSON.stringify(mail).length).toBeLessThan(2_000);
  });

  it('is not read past the bytes that are read of any', async () => {
    const filler = `Content-Type: text/plain\r\n\r\n${'word '.repeat(READ_BYTES / 5)}`;
    const far = `${HEAD}${multipart('B')}${filler}\r\n--B\r\nContent-Type: message/rfc822\r\n\r\nX-MXP-Id: mail-1\r\n`;
    expect(await read(far)).toMatchObject({ marks: { claims: [] } });
  });

  it('names no more recipients and ids than are read of any', async () => {
    const status = Array.from(
      { length: 500 },
      (_, at) => `Final-Recipient: rfc822; u${at}@mail.example\r\nStatus: 5.1.1\r\n`,
    );
    const claims = Array.from({ length: 500 }, (_, at) => `X-MXP-Id: mail-${at}`).join('\r\n');
    const mail = await read(
      `${HEAD}${multipart('B')}Content-Type: message/delivery-status\r\n\r\n${status.join('\r\n')}\r\n--B\r\n\r\n${claims}`,
    );
    expect(mail.kind === 'failed' && [mail.failures.length, mail.marks.claims.length]).toEqual([
      MOST_RECIPIENTS + 1,
      MOST_CLAIMS,
    ]);
  });

  it.each([
    ['of the year 1970', 'Thu, 1 Jan 1970 00:00:00 +0000'],
    ['of tomorrow', 'Thu, 26 Nov 2026 09:15:00 +0000'],
    ['that is none', 'once upon a time'],
  ])('with a date %s counts from when it arrived', async (_what, date) => {
    expect(await read(`${HEAD}Date: ${date}\r\n\r\njane@mail.example: unknown`)).toMatchObject({
      failures: [{ at: ARRIVED }],
    });
  });
});
