import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { badRequest, notFound, notVerified, SES_ERRORS } from '../../../local/servers/ses/errors.ts';
import { createMailer } from '../../../shared/aws/mailer.ts';
import type { MailId } from '../../../shared/message/mail.ts';
import { MINUTE } from '../../../shared/time/units.ts';
import { bodyOf, onceClient, type SenderWorld, startSenderWorld } from './support.ts';

let world: SenderWorld;
beforeAll(async () => {
  world = await startSenderWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  world.reset();
  for (const { scope } of (await world.ports.control.load()).holds) await world.ports.control.liftHold(scope);
});

const recordOf = (id: string) => world.ports.delivery.get(id as MailId);
const acceptedTo = (recipient: string) =>
  world.ses.accepted.filter((entry) => entry.recipient === recipient).length;

/** Puts an object into the content bucket; answers the reference to it. */
async function kept(key: string, text: string) {
  await world.s3.send(new PutObjectCommand({ Bucket: 'content', Key: key, Body: text }));
  return { s3: `s3://content/${key}`, sha256: createHash('sha256').update(text).digest('hex') };
}

describe('a hand-over to a local SES', () => {
  it('is told upstream and marked, and SES gets recipient, set, tags and unsubscription', async () => {
    const unsubscribe = { url: 'https://shop.example/u/1' };
    expect(await world.send(bodyOf('plain', { unsubscribe, replyTo: 'Zoë <help@shop.example>' }))).toEqual(
      new Set(),
    );
    expect(world.requests).toMatchObject([
      {
        FromEmailAddress: 'Shop <news@shop.example>',
        Destination: { ToAddresses: ['plain@example.com'], CcAddresses: [], BccAddresses: [] },
        ReplyToAddresses: ['=?UTF-8?B?Wm/Dqw==?= <help@shop.example>'],
        ConfigurationSetName: 'set-14h',
        EmailTags: expect.arrayContaining([
          { Name: 'mxp-id', Value: 'plain' },
          { Name: 'mxp-campaign', Value: 'spring' },
          { Name: 'mxp-rule', Value: 'everyone-else' },
        ]),
        Content: {
          Simple: {
            Headers: [
              { Name: 'X-MXP-Id', Value: 'plain.the-proof' },
              { Name: 'List-Unsubscribe', Value: '<https://shop.example/u/1>' },
              { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
            ],
          },
        },
      },
    ]);
    expect(await recordOf('plain')).toMatchObject({ state: 'sent', ending: { kind: 'handedOver' } });
    expect(await world.outcomes('plain')).toMatchObject([
      { kind: 'handedOver', id: 'plain', campaign: 'spring' },
    ]);
  });

  it('writes internationalised domains in A-labels', async () => {
    await world.send(bodyOf('idn', { to: 'jane@müller.example', from: 'info@bücher.example' }));
    expect(world.requests).toMatchObject([
      {
        FromEmailAddress: 'info@xn--bcher-kva.example',
        Destination: { ToAddresses: ['jane@xn--mller-kva.example'] },
      },
    ]);
    expect(acceptedTo('jane@xn--mller-kva.example')).toBe(1);
  });

  it('names the recipient beside a raw message and strips what would tell SES otherwise', async () => {
    const mime =
      'From: news@shop.example\r\nTo: someone@else.example\r\nBcc: spy@example.net\r\nX-SES-CONFIGURATION-SET: theirs\r\n' +
      'x-ses-message-tags: mxp-id=forged,\r\n more=1\r\nSubject: s\r\n\r\nbody';
    await world.send(bodyOf('raw', { content: { raw: Buffer.from(mime).toString('base64') } }));
    const [request] = world.requests;
    const sent = Buffer.from(request?.Content.Raw?.Data ?? '', 'base64').toString();
    expect(request?.Destination.ToAddresses).toEqual(['raw@example.com']);
    expect(sent).not.toMatch(/x-ses|spy@|forged|more=1/i);
    expect(sent).toContain('Subject: s\r\n\r\nbody');
    expect(acceptedTo('raw@example.com')).toBe(1);
  });

  it('takes a template of SES, and one kept in S3', async () => {
    await world.send(bodyOf('named', { content: { template: { name: 'welcome', data: { name: 'Jane' } } } }));
    const reference = await kept('template', JSON.stringify({ subject: 'Hi {{name}}', html: '<p>{{name}}' }));
    await world.send(bodyOf('inline', { content: { template: { ...reference, data: { name: 'Jane' } } } }));
    expect(world.requests.map(({ Content }) => Content.Template)).toMatchObject([
      { TemplateName: 'welcome', TemplateData: '{"name":"Jane"}' },
      { TemplateContent: { Subject: 'Hi {{name}}', Html: '<p>{{name}}' }, TemplateData: '{"name":"Jane"}' },
    ]);
    expect(acceptedTo('named@example.com') + acceptedTo('inline@example.com')).toBe(2);
  });

  it('ends a mail as invalid whose content is missing or another than named, without a call', async () => {
    const reference = await kept('body', JSON.stringify({ subject: 's', text: 't' }));
    const missing = { ...reference, s3: 's3://content/nothing' };
    const other = { ...reference, sha256: 'a'.repeat(64) };
    await world.send(bodyOf('missing', { content: { simple: missing } }));
    await world.send(bodyOf('other', { content: { simple: other } }));
    expect(world.requests).toEqual([]);
    expect((await recordOf('missing'))?.ending?.kind).toBe('invalid');
    expect((await recordOf('other'))?.ending?.kind).toBe('invalid');
  });
});

describe('what the local SES refuses', () => {
  it.each([
    { name: 'rate', fault: SES_ERRORS.rateExceeded },
    { name: 'quota', fault: SES_ERRORS.dailyQuotaExceeded, holds: { kind: 'account' } },
    { name: 'paused', fault: SES_ERRORS.sendingPaused, holds: { kind: 'account' } },
    { name: 'suspended', fault: SES_ERRORS.accountSuspended, holds: { kind: 'account' } },
    { name: 'mailfrom', fault: SES_ERRORS.mailFromNotVerified, holds: { kind: 'identity' } },
    { name: 'sender', fault: notVerified('news@shop.example'), holds: { kind: 'identity' } },
    {
      name: 'set',
      fault: notFound('Configuration set <set-14h> does not exist.'),
      holds: { kind: 'configurationSet', name: 'set-14h' },
    },
  ])('for all alike ($name) sends the mail back, free to go once more', async ({ name, fault, holds }) => {
    world.play.fault = () => fault;
    expect(await world.send(bodyOf(name))).toEqual(new Set());
    expect((await recordOf(name))?.state).toBe('free');
    expect(await world.returned(name)).toMatchObject([
      { body: bodyOf(name), envelope: { lane: 0, hops: 1 } },
    ]);
    expect((await world.ports.control.load()).holds).toMatchObject(holds ? [{ scope: holds }] : []);
    expect(await world.outcomes(name)).toEqual([]);
  });

  it('for one mail alone ends that mail, and names nobody', async () => {
    world.play.fault = () => badRequest('Illegal address: jane.doe@example.com');
    await world.send(bodyOf('bad'));
    const [outcome] = await world.outcomes('bad');
    expect(outcome).toMatchObject({ kind: 'refusedBySes', id: 'bad' });
    expect(outcome?.detail).toContain('Illegal address');
    expect(outcome?.detail).not.toContain('jane.doe');
  });

  it('by not listening sends the mail back: nothing has left', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const client = onceClient(port);
    await world.send(
      bodyOf('nobody'),
      createMailer(client, { load: () => Promise.reject(new Error('unused')) }),
    );
    client.destroy();
    expect((await recordOf('nobody'))?.state).toBe('free');
    expect(await world.returned('nobody')).toHaveLength(1);
  });
});

describe('a call that the local SES does not answer', () => {
  it.each([
    { name: 'hang', fault: 'hang' as const, taken: 0 },
    { name: 'taken', fault: 'acceptAndHang' as const, taken: 1 },
  ])(
    '($fault) leaves the mail in doubt, settled once and never sent again',
    async ({ name, fault, taken }) => {
      world.play.fault = () => fault;
      expect(await world.send(bodyOf(name))).toEqual(new Set());
      expect((await recordOf(name))?.state).toBe('claimed');
      world.play.fault = () => undefined;
      world.play.skew = MINUTE;
      const doubtSince = Date.now();
      await world.send(bodyOf(name), world.mailer, doubtSince);
      await world.send(bodyOf(name), world.mailer, doubtSince);
      expect(acceptedTo(`${name}@example.com`)).toBe(taken);
      expect(world.requests).toHaveLength(1);
      const outcomes = await world.outcomes(name);
      expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['inDoubt']));
      expect(new Set(outcomes.map(({ eventId }) => eventId)).size).toBe(1);
    },
  );

  it("is settled by SES's own event of the mail", async () => {
    world.play.fault = () => 'acceptAndHang';
    await world.send(bodyOf('confirmed'));
    expect(await world.hear()).toEqual(new Set());
    world.play.skew = MINUTE;
    await world.send(bodyOf('confirmed'), world.mailer, Date.now());
    expect(await recordOf('confirmed')).toMatchObject({ state: 'sent' });
    const outcomes = await world.outcomes('confirmed');
    // The bounce is what became of it: nobody takes mail for its domain here.
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['handedOver', 'bounced']));
    expect(acceptedTo('confirmed@example.com')).toBe(1);
  });
});
