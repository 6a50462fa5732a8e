import { Resolver } from 'node:dns/promises';
import { createConnection } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDns } from '../../../local/servers/dns.ts';
import { addressOf } from '../../../local/servers/dns-zone.ts';

let dns: Awaited<ReturnType<typeof startDns>>;
const resolver = new Resolver({ timeout: 1_000, tries: 1 });

beforeAll(async () => {
  const many = Array.from({ length: 40 }, (_each, n) => ({ exchange: `mx${n}.many.test`, preference: n }));
  dns = await startDns({
    zone: {
      'velamail.test': { mx: [{ exchange: 'mx1.velamail.test', preference: 10 }] },
      'none.test': 'nullMx',
      'gone.test': 'nxdomain',
      'broken.test': 'servfail',
      'own.test': { a: ['203.0.113.7'] },
      'many.test': { mx: many },
    },
  });
  resolver.setServers([dns.server]);
});
afterAll(() => dns.stop());

describe('the local DNS server', () => {
  it.each([
    ['velamail.test', [{ exchange: 'mx1.velamail.test', priority: 10 }]],
    ['unknown.example', [{ exchange: 'mx.unknown.example', priority: 10 }]],
    ['none.test', [{ exchange: '', priority: 0 }]],
  ])('answers the MX of %s', async (domain, records) => {
    expect(await resolver.resolveMx(domain)).toEqual(
      records.map((record) => expect.objectContaining(record)),
    );
  });

  it('answers addresses', async () => {
    expect(await resolver.resolve4('own.test')).toEqual(['203.0.113.7']);
    expect(await resolver.resolve4('mx1.velamail.test')).toEqual([addressOf('mx1.velamail.test')]);
  });

  it.each([
    ['gone.test', 'ENOTFOUND'],
    ['a.invalid', 'ENOTFOUND'],
    ['broken.test', 'ESERVFAIL'],
    ['own.test', 'ENODATA'],
  ])('has no MX of %s: %s', async (domain, code) => {
    await expect(resolver.resolveMx(domain)).rejects.toMatchObject({ code });
  });

  it('has no IPv6', async () => {
    await expect(resolver.resolve6('mx1.velamail.test')).rejects.toMatchObject({ code: 'ENODATA' });
  });

  it('sends a long answer over TCP', async () => {
    expect(await resolver.resolveMx('many.test')).toHaveLength(40);
  });

  it('stops with a connection open', async () => {
    const other = await startDns({ zone: {} });
    const socket = createConnection(other.port, '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await other.stop();
    await closed;
  }, 5_000);
});
