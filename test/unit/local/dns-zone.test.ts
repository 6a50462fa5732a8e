import { describe, expect, it } from 'vitest';
import { addressOf, lookUp, type Zone } from '../../../local/servers/dns-zone.ts';
import { createMailRoutes } from '../../../local/servers/mail-routes.ts';

const ZONE: Zone = {
  'two.test': {
    mx: [
      { exchange: 'b.two.test', preference: 10 },
      { exchange: 'a.two.test', preference: 10 },
      { exchange: 'aa.two.test', preference: 20 },
    ],
  },
  'gone.test': 'nxdomain',
  'broken.test': 'servfail',
  'none.test': 'nullMx',
  'own.test': { a: ['203.0.113.9'] },
};

describe('the local DNS zone', () => {
  it.each([
    [
      'an unknown domain has one MX',
      'shop.example',
      'MX',
      { kind: 'records', mx: [{ exchange: 'mx.shop.example', preference: 10 }] },
    ],
    [
      'an unknown host has a stable address',
      'mx.shop.example',
      'A',
      { kind: 'records', a: [addressOf('mx.shop.example')] },
    ],
    ['.invalid does not exist', 'a.invalid', 'MX', { kind: 'nxdomain' }],
    ['nxdomain', 'gone.test', 'MX', { kind: 'nxdomain' }],
    ['servfail', 'broken.test', 'A', { kind: 'servfail' }],
    ['a null MX', 'none.test', 'MX', { kind: 'records', mx: [{ exchange: '', preference: 0 }] }],
    ['a domain without MX', 'own.test', 'MX', { kind: 'records', mx: [] }],
    ['its own address', 'OWN.test.', 'A', { kind: 'records', a: ['203.0.113.9'] }],
    ['a name of Object.prototype', 'constructor', 'A', { kind: 'records', a: [addressOf('constructor')] }],
  ] as const)('%s', (_case, name, type, answer) => {
    expect(lookUp(ZONE, name, type)).toEqual(answer);
  });

  it('gives addresses of 203.0.113.0/24 only, neither .0 nor .255', () => {
    const last = Array.from({ length: 3_000 }, (_each, n) => Number(addressOf(`mx${n}.test`).split('.')[3]));
    expect([Math.min(...last), Math.max(...last)]).toEqual([1, 254]);
    expect(addressOf('mx1.test')).toMatch(/^203\.0\.113\.\d+$/);
  });
});

describe('a mail route', () => {
  const routes = createMailRoutes(ZONE, [
    { mxHosts: ['a.two.test'], port: 1 },
    { mxHosts: ['*.two.test', 'own.test'], port: 2 },
    { mxHosts: ['*'], port: 3 },
  ]);
  const one = (host: string, port: number) => ({ mx: host, hosts: [{ host, port }] });

  it.each([
    ['own.test', one('own.test', 2)],
    ['else.test', one('mx.else.test', 3)],
    ['none.test', undefined],
    ['gone.test', undefined],
    ['broken.test', undefined],
  ])('of %s', (domain, route) => {
    expect(routes(domain)).toEqual(route);
  });

  it('names all hosts of a domain in order of preference, ties by name', () => {
    expect(routes('two.test')).toEqual({
      mx: 'a.two.test',
      hosts: [
        { host: 'a.two.test', port: 1 },
        { host: 'b.two.test', port: 2 },
        { host: 'aa.two.test', port: 2 },
      ],
    });
  });

  it('leaves out hosts that no provider plays, but the best of the zone still decides', () => {
    const reachable = createMailRoutes(ZONE, [{ mxHosts: ['aa.two.test'], port: 4 }]);
    expect(reachable('two.test')).toEqual({ mx: 'a.two.test', hosts: [{ host: 'aa.two.test', port: 4 }] });
  });

  it('is missing when no provider plays any host', () => {
    expect(createMailRoutes(ZONE, [{ mxHosts: ['*.two.test'], port: 1 }])('else.test')).toBeUndefined();
  });
});
