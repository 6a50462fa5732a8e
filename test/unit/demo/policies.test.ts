import { describe, expect, it } from 'vitest';
import {
  connectionCap,
  firstTryDeferred,
  greylist,
  messageCap,
} from '../../../local/demo/providers/courtesy.ts';
import { emptiedLater, isA, mailboxes, readerOf } from '../../../local/demo/providers/mailboxes.ts';
import { rateCap } from '../../../local/demo/providers/rate-cap.ts';
import { block, deferral, mailboxFull, noSuchUser } from '../../../local/demo/providers/refusal.ts';
import type { ProviderPolicy, SmtpSession } from '../../../local/servers/provider-policy.ts';

const LATER = deferral(421, '4.7.0 Later');
const SHUT = block(554, '5.7.1 Go away');

const session = (more: Partial<SmtpSession> = {}): SmtpSession => ({
  id: 'c1',
  remoteAddress: '127.0.0.1',
  messages: 0,
  transactions: 1,
  openConnections: 1,
  ...more,
});

/** A clock that tests set, and what a policy says to a recipient at a time. */
function atTimes(make: (now: () => number) => ProviderPolicy) {
  let time = 0;
  const policy = make(() => time);
  return (at: number, to = 'a@x.test', more: Partial<SmtpSession> = {}) => {
    time = at;
    void policy.mail?.('news@example.com', session(more));
    return policy.rcpt?.(to, session(more));
  };
}

describe('a cap on recipients in a window', () => {
  it('takes so many in any window, and more once the oldest has left it', () => {
    const ask = atTimes((now) => rateCap({ most: 2, windowMillis: 10_000, excess: LATER }, now));
    expect([ask(0), ask(5_000), ask(9_999), ask(10_000), ask(14_999), ask(15_000)]).toEqual([
      undefined,
      undefined,
      LATER,
      undefined,
      LATER,
      undefined,
    ]);
  });

  it('shuts out who insists, and opens again when the time is over', () => {
    const abuse = { from: 3, forMillis: 20_000, refusal: SHUT };
    const ask = atTimes((now) => rateCap({ most: 1, windowMillis: 10_000, excess: LATER, abuse }, now));
    expect([ask(0), ask(1), ask(2), ask(3), ask(4)]).toEqual([undefined, LATER, LATER, SHUT, SHUT]);
    expect(ask(20_002)).toBe(SHUT);
    expect(ask(20_003)).toBeUndefined();
  });
});

describe('greylisting', () => {
  it('puts a triple off until its time is over, whatever other triples do', () => {
    const ask = atTimes((now) => greylist(5_000, LATER, now));
    expect(ask(0)).toBe(LATER);
    expect(ask(4_999)).toBe(LATER);
    expect(ask(5_000, 'b@x.test')).toBe(LATER);
    expect(ask(5_000)).toBeUndefined();
    expect(ask(5_000, 'a@x.test', { remoteAddress: '127.0.0.2' })).toBe(LATER);
  });
});

describe('caps on connections and on messages of one', () => {
  it('take the last one and refuse the next', () => {
    const connections = connectionCap(4, LATER);
    const messages = messageCap(15, LATER);
    expect(connections.connect?.(session({ openConnections: 4 }))).toBeUndefined();
    expect(connections.connect?.(session({ openConnections: 5 }))).toBe(LATER);
    expect(messages.rcpt?.('a@x.test', session({ messages: 14 }))).toBeUndefined();
    expect(messages.rcpt?.('a@x.test', session({ messages: 15 }))).toBe(LATER);
  });
});

describe('a provider that blames the sender', () => {
  it('defers the first try of some addresses, and no second one', () => {
    const { rcpt } = firstTryDeferred((to) => to.startsWith('b'), LATER);
    expect(['a@x.test', 'b@x.test', 'b@x.test'].map((to) => rcpt?.(to, session()))).toEqual([
      undefined,
      LATER,
      undefined,
    ]);
  });
});

describe('mailboxes', () => {
  it('are of a kind by the place of their number among fifty', () => {
    expect([13, 63, 113, 37].map((n) => isA('unknown', `reader${n}@x.test`))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(isA('unknown', 'reader14@x.test')).toBe(false);
    expect(readerOf('madeleine@x.test')).toBeUndefined();
  });

  it('are refused in the words of their kind, and only of kinds that the provider has', () => {
    const { rcpt } = mailboxes({ unknown: (to) => noSuchUser(550, `5.1.1 ${to}`) });
    expect(rcpt?.('reader13@x.test', session())).toMatchObject({
      text: '5.1.1 reader13@x.test',
      truth: { type: 'hard', reason: 'userUnknown' },
    });
    expect(rcpt?.('reader27@x.test', session())).toBeUndefined();
  });

  it('are full until their owner tidies up, counted from the first mail that did not fit', () => {
    const full = mailboxFull(552, '5.2.2 Full');
    const ask = atTimes((now) => emptiedLater('m@x.test', 60_000, () => full, now));
    expect([ask(100_000, 'm@x.test'), ask(159_999, 'm@x.test')]).toEqual([full, full]);
    expect(ask(160_000, 'm@x.test')).toBeUndefined();
    expect(ask(0, 'other@x.test')).toBeUndefined();
  });
});
