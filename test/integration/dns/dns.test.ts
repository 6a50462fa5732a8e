import { afterEach, describe, expect, it } from 'vitest';
import { createDns } from '../../../shared/aws/dns.ts';
import { systemClock } from '../../../shared/aws/system-clock.ts';
import { createMxDirectory } from '../../../shared/mx/directory.ts';
import { type Answers, a, aaaa, cname, mx, of, startNameServer } from './name-server.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function serve(answers: Answers) {
  const { server, asked, stop } = await startNameServer(answers);
  stops.push(stop);
  const dns = createDns({ servers: [server] });
  return { dns, asked, directory: createMxDirectory({ dns, clock: systemClock }) };
}

describe('the DNS by node', () => {
  it('answers MX records as they were sent', async () => {
    const { dns } = await serve({ 'MX ok.test': [mx(20, 'b.ok.test'), mx(10, 'a.ok.test')] });
    expect(await dns.mx('ok.test')).toEqual({
      kind: 'found',
      records: [
        { exchange: 'b.ok.test', preference: 20 },
        { exchange: 'a.ok.test', preference: 10 },
      ],
    });
  });

  it.each([
    ['NXDOMAIN', 'nxdomain', { kind: 'noSuchDomain' }],
    ['no data', [], { kind: 'noData' }],
    ['SERVFAIL', 'servfail', { kind: 'temporary', text: expect.stringContaining('SERVFAIL') }],
    ['REFUSED', 'refused', { kind: 'temporary', text: expect.stringContaining('REFUSED') }],
    ['FORMERR', 'formerr', { kind: 'temporary', text: 'EFORMERR' }],
    ['NOTIMP', 'notimp', { kind: 'temporary', text: 'ENOTIMP' }],
    ['no answer', 'silence', { kind: 'temporary', text: 'no answer in time' }],
  ] as const)('tells %s', async (_, answer, told) => {
    const { dns } = await serve({ 'MX odd.test': answer, 'A odd.test': answer, 'AAAA odd.test': answer });
    expect(await dns.mx('odd.test')).toEqual(told);
    expect(await dns.addresses('odd.test')).toEqual(told);
  });

  it('tells that no name server listens', async () => {
    const { server, stop } = await startNameServer({});
    await stop();
    expect(await createDns({ servers: [server] }).mx('ok.test')).toMatchObject({ kind: 'temporary' });
  });

  it.each(['a..b', `${'a'.repeat(64)}.test`])('tells that %s cannot exist without asking', async (name) => {
    const { dns, asked } = await serve({});
    expect(await dns.mx(name)).toEqual({ kind: 'noSuchDomain' });
    expect(asked).toEqual([]);
  });

  it('asks for AAAA only where there is no A', async () => {
    const { dns, asked } = await serve({
      'A both.test': [a('203.0.113.7')],
      'AAAA both.test': [aaaa('2001:db8::7')],
      'A six.test': [],
      'AAAA six.test': [aaaa('2001:db8::6')],
    });
    expect(await dns.addresses('both.test')).toEqual({ kind: 'found', records: ['203.0.113.7'] });
    expect(await dns.addresses('six.test')).toEqual({ kind: 'found', records: ['2001:db8::6'] });
    expect(asked).toEqual(['A both.test', 'A six.test', 'AAAA six.test']);
  });

  it('asks over TCP when the answer is too long for UDP', async () => {
    const many = Array.from({ length: 40 }, (_, n) =>
      mx(n, `a-rather-long-host-name-of-number-${n}.many.test`),
    );
    const { dns, asked } = await serve({ 'MX many.test': many });
    const answer = await dns.mx('many.test');
    expect(answer.kind === 'found' && answer.records).toHaveLength(40);
    expect(asked).toEqual(['MX many.test', 'MX many.test over tcp']);
  });

  it('asks for an international name in its ASCII form', async () => {
    const { dns } = await serve({ 'MX xn--bcher-kva.test': [mx(10, 'mx.xn--bcher-kva.test')] });
    expect(await dns.mx('bücher.test')).toMatchObject({ kind: 'found' });
  });
});

describe('the MX directory on a real name server', () => {
  it.each<[string, string, Answers, string]>([
    [
      'the lowest preference number',
      'ok.test',
      {
        'MX ok.test': [mx(20, 'b.ok.test'), mx(10, 'z.ok.test')],
        'A b.ok.test': [a('203.0.113.1')],
        'A z.ok.test': [a('203.0.113.2')],
      },
      'z.ok.test',
    ],
    [
      'the first by name of equals',
      'tie.test',
      {
        'MX tie.test': [mx(10, 'MX2.tie.test'), mx(10, 'mx1.tie.test')],
        'A mx1.tie.test': [a('203.0.113.1')],
      },
      'mx1.tie.test',
    ],
    [
      'the domain itself without MX',
      'bare.test',
      { 'MX bare.test': [], 'A bare.test': [a('203.0.113.1')] },
      'bare.test',
    ],
    [
      'the domain itself with an AAAA record',
      'six.test',
      { 'MX six.test': [], 'A six.test': [], 'AAAA six.test': [aaaa('2001:db8::1')] },
      'six.test',
    ],
    [
      'the backup of a host without address',
      'spare.test',
      {
        'MX spare.test': [mx(1, 'a.spare.test'), mx(2, 'b.spare.test')],
        'A a.spare.test': [],
        'AAAA a.spare.test': [],
        'A b.spare.test': [a('203.0.113.1')],
      },
      'b.spare.test',
    ],
    [
      'the backup of a host on loopback',
      'loop.test',
      {
        'MX loop.test': [mx(1, 'a.loop.test'), mx(2, 'b.loop.test')],
        'A a.loop.test': [a('127.0.0.1')],
        'A b.loop.test': [a('203.0.113.1')],
      },
      'b.loop.test',
    ],
    [
      'the host of an alias',
      'alias.test',
      {
        'MX alias.test': [cname('real.test'), of('real.test', mx(10, 'mx.real.test'))],
        'A mx.real.test': [a('203.0.113.1')],
      },
      'mx.real.test',
    ],
    [
      'a host that is an alias',
      'cn.test',
      {
        'MX cn.test': [mx(10, 'mx.cn.test')],
        'A mx.cn.test': [cname('real.test'), of('real.test', a('203.0.113.1'))],
      },
      'mx.cn.test',
    ],
    [
      'an international domain',
      'xn--bcher-kva.test',
      {
        'MX xn--bcher-kva.test': [mx(10, 'mx.xn--bcher-kva.test')],
        'A mx.xn--bcher-kva.test': [a('203.0.113.1')],
      },
      'mx.xn--bcher-kva.test',
    ],
  ])('takes %s', async (_, domain, answers, host) => {
    const { directory } = await serve(answers);
    expect(await directory.lookUp(domain)).toEqual({ kind: 'found', host });
  });

  it.each<[string, Answers, string]>([
    ['a null MX', { 'MX no.test': [mx(0, '')] }, 'no.test publishes a null MX (RFC 7505)'],
    ['NXDOMAIN', {}, `DNS query failed for 'no.test': no such domain`],
    [
      'no records at all',
      { 'MX no.test': [], 'A no.test': [], 'AAAA no.test': [] },
      'no.test has no MX record and no usable address',
    ],
    [
      'private addresses only',
      {
        'MX no.test': [mx(1, 'a.no.test'), mx(2, 'b.no.test')],
        'A a.no.test': [a('10.1.2.3')],
        'A b.no.test': [a('169.254.1.1')],
      },
      'no MX host of no.test has a usable address: a.no.test, b.no.test',
    ],
  ])('finds a domain with %s undeliverable', async (_, answers, text) => {
    const { directory } = await serve(answers);
    expect(await directory.lookUp('no.test')).toEqual({ kind: 'undeliverable', text });
  });

  it.each<[string, Answers]>([
    ['SERVFAIL', { 'MX slow.test': 'servfail' }],
    ['no answer', { 'MX slow.test': 'silence' }],
    [
      'a host that cannot be looked up',
      { 'MX slow.test': [mx(1, 'a.slow.test')], 'A a.slow.test': 'servfail' },
    ],
  ])('finds a domain with %s not known now', async (_, answers) => {
    const { directory } = await serve(answers);
    expect(await directory.lookUp('slow.test')).toMatchObject({ kind: 'temporary' });
  });
});
