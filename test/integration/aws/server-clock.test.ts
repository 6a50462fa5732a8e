import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServerClock } from '../../../shared/aws/server-clock.ts';
import { HOUR, SECOND } from '../../../shared/time/units.ts';

const AT = Date.UTC(2026, 10, 26, 8);

describe('the clock of an operator’s machine', () => {
  let server: Server;
  let date = '';
  let now = AT;

  beforeAll(async () => {
    server = createServer((_request, response) => {
      response.sendDate = false;
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0', ...(date ? { date } : {}) });
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  function open() {
    const { port } = server.address() as AddressInfo;
    const client = new DynamoDBClient({
      region: 'eu-west-1',
      endpoint: `http://127.0.0.1:${port}`,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const clock = createServerClock(client, { now: () => now, sleep: async () => {} });
    const ask = async (says: string) => {
      date = says;
      await client.send(new GetItemCommand({ TableName: 'Control', Key: { pk: { S: 'a' } } }));
      return clock.now();
    };
    return { clock, ask };
  }

  it.each([
    { says: 'slow by an hour', wrong: -HOUR },
    { says: 'fast by an hour', wrong: HOUR },
    { says: 'slow by three seconds', wrong: -3 * SECOND },
  ])('that is $says is put right by the first answer', async ({ wrong }) => {
    now = AT + wrong;
    const { clock, ask } = open();
    expect(clock.now()).toBe(now);
    expect(await ask(new Date(AT).toUTCString())).toBe(AT + SECOND / 2);
    now += 90 * SECOND;
    expect(clock.now()).toBe(AT + SECOND / 2 + 90 * SECOND);
  });

  it.each([-SECOND, 0, SECOND])('that is %i ms off is believed to the millisecond', async (wrong) => {
    now = AT + wrong + 321;
    expect(await open().ask(new Date(AT).toUTCString())).toBe(now);
  });

  it('goes by itself again once it was put right', async () => {
    now = AT - HOUR;
    const { ask } = open();
    await ask(new Date(AT).toUTCString());
    now = AT;
    expect(await ask(new Date(AT).toUTCString())).toBe(AT);
  });

  it.each(['', 'yesterday'])('is believed where the answer tells no time: %j', async (says) => {
    now = AT - HOUR;
    expect(await open().ask(says)).toBe(now);
  });
});
