import { once } from 'node:events';
import type { Socket } from 'node:net';
import { SendEmailCommand } from '@aws-sdk/client-sesv2';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readAccount } from '../../../shared/aws/account.ts';
import { createSendingClient, createSesClient } from '../../../shared/aws/clients.ts';
import { environmentFor, type LocalSes, refuse, startSes } from './ses-endpoint.ts';

let ses: LocalSes;
beforeEach(async () => {
  ses = await startSes();
  for (const [name, value] of Object.entries(environmentFor(ses.port))) vi.stubEnv(name, value);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await ses.stop();
});

const email = () => new SendEmailCommand({ Content: { Raw: { Data: new Uint8Array([1]) } } });

describe('the client that sends', () => {
  it('never tries a second time', async () => {
    ses.answer(refuse(500, 'InternalFailure', 'oops'));
    await expect(createSendingClient().send(email())).rejects.toThrow('oops');
    expect(ses.calls).toHaveLength(1);
  });

  it('keeps its connection between calls, and closes it before SES would', async () => {
    const client = createSendingClient(50);
    let closed: Promise<unknown> = Promise.reject(new Error('no connection came'));
    closed.catch(() => {});
    ses.server.on('connection', (socket: Socket) => {
      closed = once(socket, 'close');
    });
    ses.server.keepAliveTimeout = 0;
    await client.send(email());
    await client.send(email());
    expect(ses.connections()).toBe(1);
    await closed;
    await client.send(email());
    expect(ses.connections()).toBe(2);
  });

  it('waits for an answer for longer than it keeps idle connections', async () => {
    ses.answer((response) => setTimeout(() => response.end('{"MessageId":"late"}'), 200));
    expect(await createSendingClient(50).send(email())).toMatchObject({ MessageId: 'late' });
  });
});

describe('the account', () => {
  it('is read from SES, with a second try', async () => {
    let tries = 0;
    ses.answer((response, request) => {
      tries += 1;
      if (tries === 1) return refuse(500, 'InternalFailure', 'oops')(response, request);
      response.end(
        '{"SendingEnabled":false,"SendQuota":{"Max24HourSend":-1,"MaxSendRate":14,"SentLast24Hours":3}}',
      );
    });
    expect(await readAccount(createSesClient(), 5)).toEqual({
      maxSendRate: 14,
      max24HourSend: -1,
      sentLast24Hours: 3,
      sendingEnabled: false,
      readAt: 5,
    });
  });

  it('counts as one in the sandbox as far as SES says nothing', async () => {
    ses.answer((response) => response.end('{}'));
    expect(await readAccount(createSesClient(), 5)).toMatchObject({
      maxSendRate: 1,
      max24HourSend: 200,
      sendingEnabled: true,
    });
  });
});
