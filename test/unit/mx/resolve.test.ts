import { describe, expect, it } from 'vitest';
import { resolve } from '../../../shared/mx/resolve.ts';
import type { Dns } from '../../../shared/ports/dns.ts';
import { BUSY, fakeDns, found, handClock, mx, NO_DATA, type Zone } from './support/fake-dns.ts';

const GOOD = found('203.0.113.7');
const lookUp = (zone: Zone, domain = 'example.test') =>
  resolve({ dns: fakeDns(zone).dns, clock: handClock() }, domain);

describe('the MX host of a domain', () => {
  it.each<[string, Zone, string]>([
    [
      'has the lowest preference number',
      {
        mx: { 'example.test': found(mx(20, 'b.test'), mx(5, 'c.test'), mx(10, 'a.test')) },
        addresses: { 'a.test': GOOD, 'b.test': GOOD, 'c.test': GOOD },
      },
      'c.test',
    ],
    [
      'comes first by name among equals',
      {
        mx: { 'example.test': found(mx(10, 'mx2.test.'), mx(10, 'MX1.test')) },
        addresses: { 'mx1.test': GOOD, 'mx2.test': GOOD },
      },
      'mx1.test',
    ],
    [
      'is written in lower case without a dot at its end',
      { mx: { 'example.test': found(mx(10, 'MX.Example.TEST.')) }, addresses: { 'mx.example.test': GOOD } },
      'mx.example.test',
    ],
    [
      'is the domain itself without MX records',
      { mx: { 'example.test': NO_DATA }, addresses: { 'example.test': GOOD } },
      'example.test',
    ],
    [
      'is the backup when the best has no address',
      {
        mx: { 'example.test': found(mx(1, 'a.test'), mx(2, 'b.test')) },
        addresses: { 'a.test': NO_DATA, 'b.test': GOOD },
      },
      'b.test',
    ],
    [
      'is the backup when the best does not exist',
      { mx: { 'example.test': found(mx(1, 'a.test'), mx(2, 'b.test')) }, addresses: { 'b.test': GOOD } },
      'b.test',
    ],
    [
      'is the backup when the best has private addresses only',
      {
        mx: { 'example.test': found(mx(1, 'a.test'), mx(2, 'b.test')) },
        addresses: { 'a.test': found('10.0.0.1', '::1'), 'b.test': GOOD },
      },
      'b.test',
    ],
    [
      'is the backup when the best cannot be looked up now',
      {
        mx: { 'example.test': found(mx(1, 'a.test'), mx(2, 'b.test')) },
        addresses: { 'a.test': BUSY, 'b.test': GOOD },
      },
      'b.test',
    ],
    [
      'needs one usable address among others',
      {
        mx: { 'example.test': found(mx(1, 'a.test')) },
        addresses: { 'a.test': found('127.0.0.1', '203.0.113.7') },
      },
      'a.test',
    ],
    [
      'is never an address written as a name',
      {
        mx: { 'example.test': found(mx(1, '203.0.113.7'), mx(2, 'b.test')) },
        addresses: { '203.0.113.7': GOOD, 'b.test': GOOD },
      },
      'b.test',
    ],
    [
      'is not the empty name beside a real one',
      { mx: { 'example.test': found(mx(0, ''), mx(10, 'b.test')) }, addresses: { 'b.test': GOOD } },
      'b.test',
    ],
  ])('%s', async (_, zone, host) => {
    expect(await lookUp(zone)).toEqual({ kind: 'found', host });
  });

  it.each<[string, Zone, string]>([
    [
      'a null MX',
      { mx: { 'example.test': found(mx(0, '')) } },
      'example.test publishes a null MX (RFC 7505)',
    ],
    ['no such domain', {}, `DNS query failed for 'example.test': no such domain`],
    [
      'neither MX nor address',
      { mx: { 'example.test': NO_DATA }, addresses: { 'example.test': NO_DATA } },
      'example.test has no MX record and no usable address',
    ],
    [
      'no MX and a loopback address',
      { mx: { 'example.test': NO_DATA }, addresses: { 'example.test': found('127.0.0.1') } },
      'example.test has no MX record and no usable address',
    ],
    [
      'hosts without usable addresses',
      {
        mx: { 'example.test': found(mx(1, 'a.test'), mx(2, 'b.test')) },
        addresses: { 'a.test': found('192.168.1.1') },
      },
      'no MX host of example.test has a usable address: a.test, b.test',
    ],
    [
      'addresses for names',
      { mx: { 'example.test': found(mx(1, '203.0.113.7'), mx(2, '[203.0.113.7]')) } },
      'the MX records of example.test name no host',
    ],
  ])('does not exist with %s: undeliverable', async (_, zone, text) => {
    expect(await lookUp(zone)).toEqual({ kind: 'undeliverable', text });
  });

  it('does not fall back to the domain itself when its MX hosts are unusable (RFC 5321 §5.1)', async () => {
    const zone = { mx: { 'example.test': found(mx(1, 'a.test')) }, addresses: { 'example.test': GOOD } };
    expect(await lookUp(zone)).toMatchObject({ kind: 'undeliverable' });
  });

  it.each<[string, Zone, string]>([
    [
      'the MX question fails',
      { mx: { 'example.test': BUSY } },
      `DNS query failed for 'example.test': no answer in time`,
    ],
    [
      'the only host fails',
      { mx: { 'example.test': found(mx(1, 'a.test')) }, addresses: { 'a.test': BUSY } },
      `DNS query failed for 'example.test': a.test: no answer in time`,
    ],
    [
      'one host fails and the others are unusable',
      {
        mx: { 'example.test': found(mx(1, 'a.test'), mx(2, 'b.test')) },
        addresses: { 'a.test': BUSY, 'b.test': NO_DATA },
      },
      `DNS query failed for 'example.test': a.test: no answer in time`,
    ],
    [
      'the domain stands for itself and fails',
      { mx: { 'example.test': NO_DATA }, addresses: { 'example.test': BUSY } },
      `DNS query failed for 'example.test': example.test: no answer in time`,
    ],
  ])('is not known now when %s: temporary', async (_, zone, text) => {
    expect(await lookUp(zone)).toEqual({ kind: 'temporary', text });
  });

  it.each([
    '',
    '.',
    'localhost',
    '127.0.0.1',
    '[127.0.0.1]',
    '::1',
    'a..test',
    '-a.test',
    'a-.test',
    'bü.test',
    'a b.test',
    `${'a'.repeat(64)}.test`,
    `${'a.'.repeat(125)}test`,
  ])('is not asked for with the odd domain %j', async (domain) => {
    const { dns, asked } = fakeDns({});
    expect(await resolve({ dns, clock: handClock() }, domain)).toMatchObject({ kind: 'undeliverable' });
    expect(asked).toEqual([]);
  });

  it.each(['a.test', `${'a'.repeat(63)}.test`, `${'a.'.repeat(124)}test`, 'xn--bcher-kva.test', '_x.test'])(
    'is asked for with %s',
    async (domain) => {
      const { dns, asked } = fakeDns({});
      await resolve({ dns, clock: handClock() }, domain);
      expect(asked).toEqual([`MX ${domain}`]);
    },
  );

  it('is sought no further after 15 s', async () => {
    const clock = handClock();
    const hosts = Array.from({ length: 9 }, (_, n) => mx(n, `mx${n}.test`));
    const dns: Dns = {
      mx: async () => found(...hosts),
      addresses: async (host) => {
        clock.pass(5_000);
        return host === 'mx8.test' ? GOOD : BUSY;
      },
    };
    expect(await resolve({ dns, clock }, 'example.test')).toMatchObject({ kind: 'temporary' });
    expect(clock.now()).toBe(20_000);
  });
});
