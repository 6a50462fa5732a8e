import { once } from 'node:events';
import type { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ContentSource, LoadedContent } from '../../../shared/aws/content-source.ts';
import { createMailer } from '../../../shared/aws/mailer.ts';
import type { Mail, MailId, ReferencedContent } from '../../../shared/message/mail.ts';
import type { Mailer } from '../../../shared/ports/mailer.ts';
import { clientFor, type LocalSes, refuse, startSes } from './ses-endpoint.ts';

const mail = (more: Partial<Mail> = {}): Mail => ({
  id: 'mail-1' as MailId,
  to: { local: 'jane', domain: 'example.com', address: 'jane@example.com' },
  from: { local: 'news', domain: 'shop.example', address: 'news@shop.example', displayName: 'Zoë’s Shop' },
  replyTo: [],
  stream: 'marketing',
  pool: 'default',
  content: { kind: 'simple', subject: 'Grüße', text: 'Hallo' },
  headers: [],
  bodyHash: 'h',
  ...more,
});
const order = (more: Partial<Mail> = {}) => ({
  mail: mail(more),
  proof: 'the-proof',
  configurationSet: 'set-14h',
  tags: { 'mxp-id': 'mail-1' },
});

const NO_CONTENT: ContentSource = { load: async () => ({ kind: 'invalid', text: 'nothing is kept here' }) };
const holding = (loaded: LoadedContent): ContentSource => ({ load: async () => loaded });
const bytesOf = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const LONG = 10_000;

let ses: LocalSes;
let mailer: Mailer;
beforeEach(async () => {
  ses = await startSes();
  mailer = createMailer(clientFor(ses.port), NO_CONTENT);
});
afterEach(() => ses.stop());

const requestBody = () => JSON.parse(ses.calls[0] ?? '{}');
/** What tells the mail's id where feedback bears no tags, and proves it where the mail comes back. */
const ID_HEADERS = { Headers: [{ Name: 'X-MXP-Id', Value: 'mail-1.the-proof' }] };

const rawMessage = () => Buffer.from(requestBody().Content.Raw.Data, 'base64').toString();

describe('the mailer', () => {
  it('hands a simple mail over and answers the id that SES gave it', async () => {
    expect(await mailer.send(order(), LONG)).toEqual({ kind: 'accepted', sesId: '0102-ses' });
    expect(requestBody()).toEqual({
      FromEmailAddress: '=?UTF-8?B?Wm/Dq+KAmXMgU2hvcA==?= <news@shop.example>',
      Destination: { ToAddresses: ['jane@example.com'] },
      ConfigurationSetName: 'set-14h',
      EmailTags: [{ Name: 'mxp-id', Value: 'mail-1' }],
      Content: {
        Simple: {
          Subject: { Data: 'Grüße', Charset: 'UTF-8' },
          Body: { Text: { Data: 'Hallo', Charset: 'UTF-8' } },
          ...ID_HEADERS,
        },
      },
    });
  });

  it('hands both parts, attachments, reply addresses, headers and unsubscription over', async () => {
    const attachments = [{ name: 'a.txt', type: 'text/plain', base64: '/wCA' }];
    await mailer.send(
      order({
        content: { kind: 'simple', subject: 'Hi', text: 't', html: '<p>h', attachments },
        replyTo: [
          { local: 'help', domain: 'shop.example', address: 'help@shop.example', displayName: 'Help' },
        ],
        headers: [{ name: 'X-Batch', value: '7' }],
        unsubscribe: { url: 'https://shop.example/u/1' },
      }),
      LONG,
    );
    expect(requestBody().ReplyToAddresses).toEqual(['Help <help@shop.example>']);
    expect(requestBody().Content.Simple).toMatchObject({
      Body: { Text: { Data: 't' }, Html: { Data: '<p>h' } },
      Attachments: [
        {
          FileName: 'a.txt',
          ContentType: 'text/plain',
          RawContent: '/wCA',
          ContentTransferEncoding: 'BASE64',
        },
      ],
    });
    expect(requestBody().Content.Simple.Headers).toEqual(
      expect.arrayContaining([
        { Name: 'List-Unsubscribe', Value: '<https://shop.example/u/1>' },
        { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
        { Name: 'X-Batch', Value: '7' },
      ]),
    );
  });

  it('names a template of SES and its data', async () => {
    await mailer.send(
      order({ content: { kind: 'template', name: 'welcome', data: { name: 'Jane', n: [1] } } }),
      LONG,
    );
    expect(requestBody().Content).toEqual({
      Template: { TemplateName: 'welcome', TemplateData: '{"name":"Jane","n":[1]}', ...ID_HEADERS },
    });
  });

  it('names the recipient beside a raw message, and replaces its headers by ours', async () => {
    const mime =
      'From: a@shop.example\r\nBcc: spy@example.net\r\nReply-To: x@y.example\r\nX-Batch: old\r\nSubject: s\r\n\r\nbody';
    await mailer.send(
      order({
        content: { kind: 'raw', base64: Buffer.from(mime).toString('base64') },
        replyTo: [{ local: 'help', domain: 'shop.example', address: 'help@shop.example' }],
        headers: [{ name: 'X-Batch', value: '7' }],
      }),
      LONG,
    );
    expect(requestBody().Destination).toEqual({ ToAddresses: ['jane@example.com'] });
    expect(requestBody().ReplyToAddresses).toBeUndefined();
    expect(rawMessage()).toContain('Reply-To: help@shop.example\r\n');
    expect(rawMessage()).toContain('X-Batch: 7\r\n');
    expect(rawMessage()).toMatch(/\r\n\r\nbody$/);
    for (const gone of ['spy@example.net', 'x@y.example', 'old']) expect(rawMessage()).not.toContain(gone);
  });

  it('refuses a raw message without a header block before any call', async () => {
    const content = { kind: 'raw', base64: Buffer.from('no headers here').toString('base64') } as const;
    expect(await mailer.send(order({ content }), LONG)).toMatchObject({ kind: 'invalid' });
    expect(ses.calls).toEqual([]);
  });

  const reference = { s3: 's3://shared/body', sha256: 'aa' };
  it.each<{ kind: string; content: ReferencedContent; object: unknown; expected: unknown }>([
    {
      kind: 'simple content',
      content: { kind: 'simple', ...reference },
      object: { subject: 'Hi', html: '<p>h' },
      expected: {
        Simple: {
          Subject: { Data: 'Hi', Charset: 'UTF-8' },
          Body: { Html: { Data: '<p>h', Charset: 'UTF-8' } },
          ...ID_HEADERS,
        },
      },
    },
    {
      kind: 'a template',
      content: { kind: 'template', data: { n: 1 }, ...reference },
      object: { subject: 'Hi {{n}}', text: 't' },
      expected: {
        Template: {
          TemplateContent: { Subject: 'Hi {{n}}', Text: 't' },
          TemplateData: '{"n":1}',
          ...ID_HEADERS,
        },
      },
    },
  ])('takes $kind from where it is kept', async ({ content, object, expected }) => {
    const kept = createMailer(clientFor(ses.port), holding({ kind: 'found', bytes: bytesOf(object) }));
    expect(await kept.send(order({ content }), LONG)).toMatchObject({ kind: 'accepted' });
    expect(requestBody().Content).toEqual(expected);
  });

  it('takes a raw message from where it is kept', async () => {
    const kept = createMailer(
      clientFor(ses.port),
      holding({ kind: 'found', bytes: bytesOf('Subject: s\r\n\r\nbody') }),
    );
    await kept.send(order({ content: { kind: 'raw', ...reference } }), LONG);
    expect(rawMessage()).toContain('Subject: s\r\n\r\nbody');
  });

  it.each<{ what: string; loaded: LoadedContent; result: object }>([
    {
      what: 'cannot be had',
      loaded: { kind: 'invalid', text: 'gone' },
      result: { kind: 'invalid', text: 'gone' },
    },
    {
      what: 'cannot be had now',
      loaded: { kind: 'later', text: 'S3 is down' },
      result: { kind: 'slowDown', text: 'S3 is down' },
    },
    {
      what: 'is no content',
      loaded: { kind: 'found', bytes: bytesOf('{}') },
      result: { kind: 'invalid', text: 's3://shared/body: subject: expected a text of one line' },
    },
  ])('calls nobody when the content $what', async ({ loaded, result }) => {
    const without = createMailer(clientFor(ses.port), holding(loaded));
    expect(await without.send(order({ content: { kind: 'simple', ...reference } }), LONG)).toEqual(result);
    expect(ses.calls).toEqual([]);
  });

  it('writes the id alone where the throttler gave no proof', async () => {
    const { proof: _none, ...unproved } = order();
    await mailer.send(unproved, LONG);
    expect(requestBody().Content.Simple.Headers).toEqual([{ Name: 'X-MXP-Id', Value: 'mail-1' }]);
  });

  it('calls nobody when the content is not there in time', async () => {
    const never = createMailer(clientFor(ses.port), { load: () => new Promise(() => {}) });
    const result = await never.send(order({ content: { kind: 'simple', ...reference } }), 20);
    expect(result).toMatchObject({ kind: 'slowDown' });
    expect(ses.calls).toEqual([]);
  });

  it('reads what SES refuses', async () => {
    ses.answer(refuse(429, 'TooManyRequestsException', 'Maximum sending rate exceeded.'));
    expect(await mailer.send(order(), LONG)).toEqual({
      kind: 'slowDown',
      text: 'TooManyRequestsException: Maximum sending rate exceeded.',
    });
    ses.answer(refuse(404, 'NotFoundException', 'Configuration set <set-14h> does not exist.'));
    expect(await mailer.send(order(), LONG)).toMatchObject({
      kind: 'hold',
      scope: { kind: 'configurationSet', name: 'set-14h' },
      code: 'NotFoundException',
    });
    ses.answer(refuse(500, 'InternalServiceErrorException', 'oops'));
    expect(await mailer.send(order(), LONG)).toMatchObject({ kind: 'unknown' });
  });

  it('calls once, whatever the answer', async () => {
    ses.answer(refuse(503, 'ServiceUnavailable', 'try again'));
    await mailer.send(order(), LONG);
    expect(ses.calls).toHaveLength(1);
  });

  it('destroys the socket when its time is over, and says that it does not know', async () => {
    let closed: Promise<unknown> = Promise.reject(new Error('no call came'));
    closed.catch(() => {});
    ses.answer((_response, { socket }) => {
      closed = once(socket, 'close');
    });
    expect(await mailer.send(order(), 100)).toMatchObject({
      kind: 'unknown',
      text: expect.stringContaining('AbortError'),
    });
    await closed;
    expect(ses.calls).toHaveLength(1);
  });

  it('does not know either when its time is over in the midst of the answer', async () => {
    ses.answer((response) => response.writeHead(200, { 'content-length': '100' }).write('{"Mess'));
    expect(await mailer.send(order(), 100)).toMatchObject({ kind: 'unknown' });
  });

  it('does not know when the connection breaks after the request', async () => {
    ses.answer((_response, { socket }) => (socket as Socket).resetAndDestroy());
    expect(await mailer.send(order(), LONG)).toMatchObject({ kind: 'unknown' });
  });

  it('does not know when the answer has no id or is no JSON', async () => {
    ses.answer((response) => response.end('{}'));
    expect(await mailer.send(order(), LONG)).toMatchObject({ kind: 'unknown' });
    ses.answer((response) => response.end('<html>'));
    expect(await mailer.send(order(), LONG)).toMatchObject({ kind: 'unknown' });
  });

  it('knows that nothing left when nobody listens', async () => {
    await ses.stop();
    expect(await mailer.send(order(), LONG)).toMatchObject({ kind: 'slowDown' });
    ses = await startSes();
  });
});
