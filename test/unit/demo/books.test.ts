import { describe, expect, it } from 'vitest';
import { booksOf, totalsOf } from '../../../local/demo/audit/books.ts';
import type { VirtualProvider } from '../../../local/demo/providers/provider.ts';
import { block, deferral, mailboxFull, noSuchUser, unwanted } from '../../../local/demo/providers/refusal.ts';
import { books, entry } from './support.ts';

const SHOP: VirtualProvider = {
  name: 'Shop',
  domains: ['shop.test'],
  mx: 'mx.shop.test',
  hidden: 'counts',
  cap: { most: 2, windowMillis: 1_000 },
  servers: () => [
    { name: 'Shop', mxHosts: ['mx1.shop.test'] },
    { name: 'Shop, mx2', mxHosts: ['mx2.shop.test'] },
  ],
};

const unknown = noSuchUser(550, '5.1.1 Nobody');

describe('a provider’s books', () => {
  it('count what was taken and refused, by what the refusal means, over all its servers', () => {
    const servers = [
      books('Shop', [
        entry(0, 'a@shop.test'),
        entry(10, 'b@shop.test', unknown),
        entry(20, '', deferral(421, 'Busy')),
      ]),
      books('Shop, mx2', [
        entry(5, 'c@shop.test', block(554, 'No')),
        entry(6, 'd@shop.test', unwanted(550, 'Spam')),
      ]),
      books('Elsewhere', [entry(7, 'e@elsewhere.test')]),
    ];
    expect(booksOf(SHOP, servers)).toMatchObject({
      taken: 1,
      mailbox: 1,
      deferred: 1,
      blocked: 1,
      unwanted: 1,
      mostConnections: 2,
      mostMessages: 7,
    });
  });

  it('find the fullest window of what was offered, refused or not, with connections left out', () => {
    const log = [
      entry(0, 'a@shop.test'),
      entry(999, 'b@shop.test', deferral(421, 'Busy')),
      entry(999, '', deferral(421, 'Busy')),
      entry(1_000, 'c@shop.test', unknown),
      entry(1_500, 'd@shop.test'),
    ];
    expect(booksOf(SHOP, [books('Shop', log)]).peak).toEqual({ most: 2, windowMillis: 1_000, offered: 3 });
  });

  it('count mails to users that were refused as unknown before', () => {
    const log = ['a', 'b', 'a', 'a'].map((local, at) => entry(at, `${local}@shop.test`, unknown));
    const full = [4, 5].map((at) => entry(at, 'c@shop.test', mailboxFull(552, '5.2.2 Full')));
    const shop = booksOf(SHOP, [books('Shop', [...log, ...full])]);
    expect(shop.unknownAgain).toBe(2);
    expect(totalsOf([shop, shop])).toMatchObject({ unknownAgain: 4, mailbox: 12, taken: 0 });
  });
});
