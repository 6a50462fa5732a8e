import { describe, expect, it } from 'vitest';
import { matchRule, targetOf } from '../../../cli/commands/match-rule.ts';
import { type RulesView, shippedView } from '../../../cli/commands/rules-view.ts';
import { UserError } from '../../../cli/user-error.ts';
import type { MxLookup } from '../../../shared/ports/mx-directory.ts';
import { mxp } from './terminal.ts';

const answering = (lookUp: MxLookup) => ({ directory: { lookUp: async () => lookUp }, now: 0 });
const domain = { kind: 'domain', domain: 'example.com' } as const;

describe('what a rule is asked for', () => {
  it.each([
    ['jane@Example.COM', domain],
    ['@example.com', domain],
    ['jane@bücher.example', { kind: 'domain', domain: 'xn--bcher-kva.example' }],
    ['MX1.Example.com.', { kind: 'host', host: 'mx1.example.com' }],
  ])('is read from %s', (text, target) => expect(targetOf(text)).toEqual(target));

  it.each(['localhost', '203.0.113.7', 'two words', 'jane@', '@', 'jane@localhost', ''])(
    'is refused for "%s"',
    (text) => expect(() => targetOf(text)).toThrow(UserError),
  );
});

describe('`mxp rules` on the shipped rules', () => {
  it('lists every rule in order, the last for everybody', async () => {
    const { code, out } = await mxp(['rules', 'list', '--shipped']);
    const lines = out.trimEnd().split('\n');
    expect(code).toBe(0);
    expect(lines[0]).toContain('pool shared: level normal, 1 sending IP');
    expect(lines[2]).toMatch(
      /^RULE +SCOPE +CLASS +LIMIT +PER DAY +CONN +PER CONN +TIME-OUTS +TLS +POOLS +MASKS$/,
    );
    expect(lines.at(-1)).toMatch(/ operator +.* 500\/h .* 10s 4min 1min +default +all +\*$/);
  });

  it('shows the limits of the level that is asked for', async () => {
    const { out } = await mxp(['rules', 'list', '--shipped', '--level', 'boost', '--json']);
    const { pool, rules } = JSON.parse(out);
    expect(pool).toEqual({ name: 'shared', level: 'boost', ipCount: 1 });
    expect(rules[0]).toMatchObject({
      id: 'google',
      scope: 'rule',
      limitsPerIp: { messages: 50_000, period: 'hour' },
    });
  });

  it('matches an MX host and says that SES hides its connections', async () => {
    const { code, out } = await mxp(['rules', 'match', 'aspmx.l.google.com', '--shipped']);
    expect(code).toBe(0);
    expect(out).toContain('rule         google (class google, scope rule)');
    expect(out).toContain('quota key    shared|rule|google');
    expect(out).toContain('limit        2000/h');
    expect(out).toContain('connections  5, 20 mails on each: SES hides connections');
    expect(out).toContain('time-outs    10s 4min 1min, TLS default');
  });
});

describe('a match', () => {
  const view: RulesView = { ...shippedView(), pool: { ...shippedView().pool, name: 'news', ipCount: 3 } };

  it('counts a limit once for each sending IP, and tells the host that the look-up found', async () => {
    const found = answering({ kind: 'found', host: 'mta7.am0.yahoodns.net' });
    const { json, text, failed } = await matchRule(domain, view, found);
    expect(failed).toBeUndefined();
    expect(json).toMatchObject({
      domain: 'example.com',
      mxHost: 'mta7.am0.yahoodns.net',
      key: 'news|rule|yahoo',
      limit: { messages: 3_600, period: 'hour' },
      timeouts: { connect: 10_000, data: 240_000, other: 60_000 },
      tls: 'default',
      doNotApply: ['connections', 'messagesPerConnection', 'timeouts', 'tls'],
    });
    expect(text).toContain('3600/h (1200/h × 3 IPs)');
  });

  it('counts everybody else by operator', async () => {
    const { json } = await matchRule(
      { kind: 'host', host: 'mx2.mail.small-firm.example' },
      view,
      answering({ kind: 'temporary', text: '' }),
    );
    expect(json).toMatchObject({ key: 'news|operator|small-firm.example' });
  });

  it('goes by the rule that is for the pool, and says which pools it is for', async () => {
    const { current } = view.active;
    const forNews = { ...current.match('aspmx.l.google.com'), id: 'google-news', pools: ['news'] };
    const rules: typeof current = {
      ...current,
      match: (host, pool) => (pool === 'news' ? forNews : current.match(host, pool)),
      limits: (rule, level) => current.limits({ ...rule, id: 'google' }, level),
    };
    const { text, json } = await matchRule(
      { kind: 'host', host: 'aspmx.l.google.com' },
      { ...view, active: { ...view.active, current: rules } },
      answering({ kind: 'temporary', text: '' }),
    );
    expect(text).toContain('only for     pool news');
    expect(json).toMatchObject({ rule: { id: 'google-news', pools: ['news'] } });
  });

  it('says when a candidate is tried on its key', async () => {
    const { current } = view.active;
    const candidate = { name: 'c', since: 0, rules: { ...current, version: 'next-1' }, share: 100 };
    const { text, json } = await matchRule(
      { kind: 'host', host: 'aspmx.l.google.com' },
      { ...view, active: { ...view.active, candidate } },
      answering({ kind: 'temporary', text: '' }),
    );
    expect(text).toContain('of rule set next-1, a candidate that is tried on this key');
    expect(json).toMatchObject({ ruleSet: 'next-1', isCandidate: true });
  });

  it('of a young rule set says from when its new key admits', async () => {
    const old = {
      ...view.active.current,
      match: () => ({ ...view.active.current.match('x.y'), scope: 'host' as const }),
    };
    const young = { ...view, active: { ...view.active, previous: old } };
    const { text } = await matchRule(
      { kind: 'host', host: 'aspmx.l.google.com' },
      young,
      answering({ kind: 'temporary', text: '' }),
    );
    expect(text).toMatch(/new key +admits from 1970-01-01 00:02:\d\d UTC/);
  });

  it.each([
    { kind: 'undeliverable', fate: 'ends as undeliverable' },
    { kind: 'temporary', fate: 'waits under dns#example.com' },
  ] as const)(
    'fails for a domain that is $kind and says what becomes of its mail',
    async ({ kind, fate }) => {
      const answer = await matchRule(domain, view, answering({ kind, text: 'the reason' }));
      expect(answer).toMatchObject({
        failed: true,
        json: { domain: 'example.com', lookUp: { kind, text: 'the reason' } },
      });
      expect(answer.text).toMatch(new RegExp(`the reason[^]*${fate}`));
    },
  );
});
