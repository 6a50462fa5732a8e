import { describe, expect, it } from 'vitest';
import { createMxDirectory } from '../../../shared/mx/directory.ts';
import type { Dns, DnsAnswer, MxRecord } from '../../../shared/ports/dns.ts';
import { BUSY, fakeDns, found, handClock, mx, NO_DATA } from './support/fake-dns.ts';

const zone = {
  mx: { 'example.test': found(mx(10, 'mx.example.test')), 'busy.test': BUSY, 'null.test': found(mx(0, '')) },
  addresses: { 'mx.example.test': found('203.0.113.7') },
};

/** A DNS whose answers are held back until they are let go, in the order of asking. */
function heldDns() {
  const held: ((answer: DnsAnswer<MxRecord>) => void)[] = [];
  const dns: Dns = {
    mx: () => new Promise((answer) => held.push(answer)),
    addresses: async () => NO_DATA,
  };
  return { dns, held, letGo: () => held.shift()?.(NO_DATA) };
}

const settle = () => new Promise((done) => setImmediate(done));

describe('the MX directory', () => {
  it.each([
    ['found', 'example.test', 600_000],
    ['undeliverable', 'null.test', 300_000],
    ['undeliverable', 'gone.test', 300_000],
    ['temporary', 'busy.test', 30_000],
  ])('believes the answer %s of %s for %i ms, and asks again after', async (kind, domain, kept) => {
    const { dns, asked } = fakeDns(zone);
    const clock = handClock();
    const directory = createMxDirectory({ dns, clock });
    const questions = () => asked.filter((question) => question === `MX ${domain}`).length;
    expect(await directory.lookUp(domain)).toMatchObject({ kind });
    clock.pass(kept);
    expect(await directory.lookUp(domain)).toMatchObject({ kind });
    expect(questions()).toBe(1);
    clock.pass(1);
    await directory.lookUp(domain);
    expect(questions()).toBe(2);
  });

  it("knows SES's simulator without the DNS, for SES takes its mail itself", async () => {
    const { dns, asked } = fakeDns(zone);
    const directory = createMxDirectory({ dns, clock: handClock() });

    expect(await directory.lookUp('simulator.amazonses.com')).toEqual({
      kind: 'found',
      host: 'simulator.amazonses.com',
    });
    expect(asked).toEqual([]);
  });

  it('asks once for all who want one domain at the same time', async () => {
    const { dns, asked } = fakeDns(zone);
    const directory = createMxDirectory({ dns, clock: handClock() });
    const answers = await Promise.all(Array.from({ length: 50 }, () => directory.lookUp('example.test')));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set(['{"kind":"found","host":"mx.example.test"}']),
    );
    expect(asked).toEqual(['MX example.test', 'A mx.example.test']);
  });

  it('has at most 32 look-ups on their way and starts the next when one ends', async () => {
    const { dns, held, letGo } = heldDns();
    const directory = createMxDirectory({ dns, clock: handClock() });
    const all = Promise.all(Array.from({ length: 40 }, (_, n) => directory.lookUp(`d${n}.test`)));
    await settle();
    expect(held).toHaveLength(32);
    letGo();
    await settle();
    expect(held).toHaveLength(32);
    for (let n = 0; n < 39; n += 1) {
      letGo();
      await settle();
    }
    expect(await all).toHaveLength(40);
  });

  it('keeps no more answers than its capacity', async () => {
    const { dns, asked } = fakeDns({});
    const directory = createMxDirectory({ dns, clock: handClock(), capacity: 2 });
    for (const domain of ['a.test', 'b.test', 'c.test', 'b.test', 'a.test']) await directory.lookUp(domain);
    expect(asked).toEqual(['MX a.test', 'MX b.test', 'MX c.test', 'MX a.test']);
  });

  it('does not keep a failure of its own', async () => {
    const { dns } = fakeDns(zone);
    let broken = true;
    const flaky: Dns = {
      ...dns,
      mx: async (domain) => {
        if (broken) throw new Error('out of order');
        return dns.mx(domain);
      },
    };
    const directory = createMxDirectory({ dns: flaky, clock: handClock() });
    await expect(directory.lookUp('example.test')).rejects.toThrow('out of order');
    broken = false;
    expect(await directory.lookUp('example.test')).toMatchObject({ kind: 'found' });
  });
});
