import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteSuppressedDestinationCommand,
  GetSuppressedDestinationCommand,
  ListSuppressedDestinationsCommand,
  NotFoundException,
  PutSuppressedDestinationCommand,
} from '@aws-sdk/client-sesv2';
import { afterEach, describe, expect, it } from 'vitest';
import type { ProviderPolicy } from '../../../local/servers/provider-policy.ts';
import { startMailWorld, to } from './ses-support.ts';

let world: Awaited<ReturnType<typeof startMailWorld>>;
afterEach(() => world.stop());

describe('an accepted mail', () => {
  it('is handed over by SMTP, with Send and Delivery events', async () => {
    world = await startMailWorld();
    const { MessageId } = await world.send();
    await expect.poll(() => world.eventsOf('Delivery')).toHaveLength(1);
    expect(world.provider.counts()).toMatchObject({ connections: 1, accepted: 1, refused: 0 });
    expect(world.published.map(({ event }) => event.eventType)).toEqual(['Send', 'Delivery']);
    expect(world.eventsOf('Delivery')[0]?.event).toMatchObject({
      mail: {
        messageId: MessageId,
        source: 'Shop <news@example.com>',
        destination: ['ann@velamail.test'],
        tags: { 'ses:configuration-set': ['All'], 'ses:from-domain': ['example.com'], mail: ['m-1'] },
      },
      delivery: { recipients: ['ann@velamail.test'], smtpResponse: expect.stringMatching(/^250 2\.0\.0 /) },
    });
  });

  it('is in the accept log with recipient, MX host and time alone, in the file too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mxp-log-'));
    const acceptLogFile = join(folder, 'accepted.jsonl');
    world = await startMailWorld({ acceptLogFile });
    await world.send();
    await world.send(to('bob@nowhere.invalid'));
    expect(world.ses.accepted).toEqual([
      { recipient: 'ann@velamail.test', mx: 'mx.velamail.test', at: expect.any(Number) },
      { recipient: 'bob@nowhere.invalid', at: expect.any(Number) },
    ]);
    await world.stop();
    const lines = readFileSync(acceptLogFile, 'utf8').trimEnd().split('\n');
    rmSync(folder, { recursive: true });
    expect(lines.map((line) => JSON.parse(line))).toEqual(world.ses.accepted);
  });

  it('publishes only the types that its configuration set’s destinations ask for', async () => {
    const sets = {
      Bounces: { destinations: [{ topicArn: 'bounces', types: ['Bounce'] as const }] },
      Two: {
        destinations: [
          { topicArn: 'one', types: ['Delivery'] as const },
          { topicArn: 'two', types: ['Delivery', 'Send'] as const },
        ],
      },
    };
    world = await startMailWorld({ sets });
    await world.send({ ConfigurationSetName: 'Bounces' });
    await world.send({ ConfigurationSetName: undefined });
    await world.send({ ConfigurationSetName: 'Two' });
    await expect.poll(() => world.provider.counts().accepted).toBe(3);
    await expect
      .poll(() => world.published.map(({ topicArn, event }) => `${topicArn} ${event.eventType}`).toSorted())
      .toEqual(['one Delivery', 'two Delivery', 'two Send']);
  });

  it('may be raw MIME', async () => {
    world = await startMailWorld();
    const Data = Buffer.from('From: news@example.com\r\nTo: ann@velamail.test\r\n\r\nHi');
    await world.send({ Content: { Raw: { Data } } });
    await expect.poll(() => world.provider.counts().accepted).toBe(1);
  });

  it('whose template misses a value ends as Rendering Failure', async () => {
    world = await startMailWorld({ templates: { hello: { subject: 'Hello {{name}}' } } });
    await world.send({ Content: { Template: { TemplateName: 'hello', TemplateData: '{}' } } });
    expect(world.published.map(({ event }) => event)).toEqual([
      expect.objectContaining({
        eventType: 'Rendering Failure',
        failure: { templateName: 'hello', errorMessage: expect.stringContaining("'name'") },
      }),
    ]);
  });

  it('with a virus is rejected', async () => {
    world = await startMailWorld();
    const Text = { Data: 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE' };
    await world.send({ Content: { Simple: { Subject: { Data: 's' }, Body: { Text } } } });
    expect(world.eventsOf('Reject')[0]?.event).toMatchObject({ reject: { reason: 'Bad content' } });
  });

  it('may be complained about after its delivery', async () => {
    world = await startMailWorld({
      complains: (recipient) => (recipient.startsWith('ann@') ? 1 : undefined),
    });
    await world.send();
    await world.send(to('bob@velamail.test'));
    await expect.poll(() => world.eventsOf('Complaint')).toHaveLength(1);
    expect(world.eventsOf('Complaint')[0]?.event).toMatchObject({
      complaint: {
        complainedRecipients: [{ emailAddress: 'ann@velamail.test' }],
        complaintSubType: null,
        complaintFeedbackType: 'abuse',
      },
    });
  });
});

describe('a mail that its provider refuses', () => {
  it('bounces with the provider’s words', async () => {
    world = await startMailWorld({ provider: { unknownUser: (local) => local === 'nobody' } });
    await world.send(to('nobody@velamail.test'));
    await expect.poll(() => world.eventsOf('Bounce')).toHaveLength(1);
    expect(world.eventsOf('Bounce')[0]?.event).toMatchObject({
      bounce: {
        bounceType: 'Permanent',
        bounceSubType: 'General',
        feedbackId: expect.any(String),
        bouncedRecipients: [
          {
            emailAddress: 'nobody@velamail.test',
            action: 'failed',
            status: '5.1.1',
            diagnosticCode: 'smtp; 550 5.1.1 The mailbox does not exist',
          },
        ],
      },
    });
    expect(world.provider.counts()).toMatchObject({ accepted: 0, refused: 1 });
  });

  it('bounces when its domain has no mail exchanger', async () => {
    world = await startMailWorld();
    await world.send(to('ann@nowhere.invalid'));
    await expect.poll(() => world.eventsOf('Bounce')).toHaveLength(1);
    expect(world.eventsOf('Bounce')[0]?.event).toMatchObject({
      bounce: { bouncedRecipients: [{ status: '5.4.4' }] },
    });
  });

  it.each([
    ['CONNECT', { connect: () => ({ code: 421, text: '4.7.0 Too many connections' }) }],
    ['MAIL', { mail: () => ({ code: 451, text: '4.7.1 Later' }) }],
    ['RCPT', { rcpt: () => ({ code: 450, text: '4.2.0 Greylisted' }) }],
    ['DATA', { data: () => ({ code: 452, text: '4.3.1 Full' }) }],
  ] satisfies [string, ProviderPolicy][])(
    'for now at %s is delayed once, tried again and delivered',
    async (_step, policy) => {
      const steps = Object.entries(policy) as [keyof ProviderPolicy, () => { code: number; text: string }][];
      let refusals = 0;
      const twice = Object.fromEntries(
        steps.map(([step, refuse]) => [step, () => (refusals++ < 2 ? refuse() : undefined)]),
      ) as ProviderPolicy;
      world = await startMailWorld({ provider: { policies: [twice] }, retryAfterMillis: [1] });
      await world.send();
      await expect.poll(() => world.eventsOf('Delivery'), { timeout: 5_000 }).toHaveLength(1);
      expect(world.eventsOf('DeliveryDelay')).toHaveLength(1);
      expect(world.eventsOf('Bounce')).toEqual([]);
    },
  );

  it('for now bounces when its time is over', async () => {
    const sets = {
      Short: { maxDeliverySeconds: 0.01, destinations: [{ topicArn: 't', types: ['Bounce'] as const }] },
    };
    const busy: ProviderPolicy = { rcpt: () => ({ code: 450, text: '4.2.0 Greylisted' }) };
    world = await startMailWorld({ sets, provider: { policies: [busy] }, retryAfterMillis: [1_000] });
    await world.send({ ConfigurationSetName: 'Short' });
    await expect.poll(() => world.eventsOf('Bounce')).toHaveLength(1);
    expect(world.eventsOf('Bounce')[0]?.event).toMatchObject({
      bounce: {
        bounceType: 'Transient',
        bounceSubType: 'CustomTimeoutExceeded',
        bouncedRecipients: [{ status: '4.4.7' }],
      },
    });
  });
});

describe('the suppression list', () => {
  const put = (Reason: 'BOUNCE' | 'COMPLAINT', EmailAddress = 'Ann@velamail.test') =>
    world.client.send(new PutSuppressedDestinationCommand({ EmailAddress, Reason }));

  it('keeps mail from its addresses, for the reasons of the configuration set', async () => {
    const destinations = [{ topicArn: 't', types: ['Complaint', 'Bounce', 'Delivery'] as const }];
    const sets = {
      Complaints: { suppressedReasons: ['COMPLAINT'] as const, destinations },
      Both: { destinations },
    };
    world = await startMailWorld({ sets });
    await put('COMPLAINT');
    await world.send({ ConfigurationSetName: 'Complaints' });
    expect(world.eventsOf('Complaint')[0]?.event).toMatchObject({
      complaint: { complaintSubType: 'OnAccountSuppressionList' },
    });
    await put('BOUNCE');
    await world.send({ ConfigurationSetName: 'Both' });
    expect(world.eventsOf('Bounce')[0]?.event).toMatchObject({
      bounce: { bounceType: 'Permanent', bounceSubType: 'OnAccountSuppressionList' },
    });
    await world.send({ ConfigurationSetName: 'Complaints' });
    await expect.poll(() => world.eventsOf('Delivery')).toHaveLength(1);
    expect(world.ses.accepted).toHaveLength(3);
  });

  it('is put, got, listed page by page and deleted', async () => {
    world = await startMailWorld();
    await put('BOUNCE', 'a@x.test');
    await put('COMPLAINT', 'b+c@x.test');
    const { client } = world;
    const got = await client.send(new GetSuppressedDestinationCommand({ EmailAddress: 'B+c@x.test' }));
    expect(got.SuppressedDestination).toMatchObject({
      EmailAddress: 'b+c@x.test',
      Reason: 'COMPLAINT',
      LastUpdateTime: expect.any(Date),
    });
    const first = await client.send(new ListSuppressedDestinationsCommand({ PageSize: 1 }));
    const second = await client.send(
      new ListSuppressedDestinationsCommand({ PageSize: 1, NextToken: first.NextToken }),
    );
    const pages = [first, second].map(({ SuppressedDestinationSummaries: rows = [] }) =>
      rows.map(({ EmailAddress }) => EmailAddress),
    );
    expect(pages).toEqual([['a@x.test'], ['b+c@x.test']]);
    expect(second.NextToken).toBeUndefined();
    await client.send(new DeleteSuppressedDestinationCommand({ EmailAddress: 'a@x.test' }));
    const gone = client.send(new GetSuppressedDestinationCommand({ EmailAddress: 'a@x.test' }));
    await expect(gone).rejects.toBeInstanceOf(NotFoundException);
  });
});

it('a failure to publish is reported, and no mail is lost', async () => {
  const errors: unknown[] = [];
  world = await startMailWorld({
    publish: () => Promise.reject(new Error('topic is gone')),
    onError: (error) => errors.push(error),
  });
  await world.send();
  await expect.poll(() => world.provider.counts().accepted).toBe(1);
  await expect.poll(() => errors.map(String)).toEqual(['Error: topic is gone', 'Error: topic is gone']);
});
