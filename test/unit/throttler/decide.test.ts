import { describe, expect, it } from 'vitest';
import type { Hold } from '../../../shared/control/hold.ts';
import { createProbeGate } from '../../../shared/control/holds.ts';
import type { Order } from '../../../shared/control/order.ts';
import { LANES } from '../../../shared/message/envelope.ts';
import { parseMail } from '../../../shared/message/parse.ts';
import type { ControlSnapshot } from '../../../shared/ports/control-store.ts';
import type { MxLookup } from '../../../shared/ports/mx-directory.ts';
import type { ActiveRules } from '../../../shared/ports/rules-source.ts';
import type { Standing } from '../../../shared/quarantine/standing.ts';
import { dnsKey } from '../../../shared/quota/key.ts';
import type { Settings } from '../../../shared/settings/settings.ts';
import type { Candidate } from '../../../shared/throttler/candidate.ts';
import { decide } from '../../../shared/throttler/decide.ts';
import { poolsOf } from '../../../shared/throttler/pools-of.ts';
import { HOUR, MINUTE, SECOND } from '../../../shared/time/units.ts';
import { active } from '../../property/world/rules.ts';
import { keyOfAddress } from '../../support/quarantine.ts';
import { ACCOUNT, keyOf, message, NOW, SETTINGS } from './support/stage.ts';

const RULES = active({ hourly: { messages: 60, period: 'hour' } });
const FOUND: MxLookup = { kind: 'found', host: 'mx.hourly.test' };
const EXPIRES = NOW + HOUR;

function candidate(more: object = {}, firstSeen = NOW - MINUTE): Candidate {
  const body = message('hourly', 'm', { campaign: 'spring', ...more });
  const parsed = parseMail(body, poolsOf(SETTINGS));
  if (!parsed.ok) throw new Error(parsed.reason);
  const envelope = { v: 1, firstSeen, expiresAt: EXPIRES, lane: LANES.fresh, hops: 0 } as const;
  return { mail: parsed.mail, address: keyOfAddress(parsed.mail.to.address), body, envelope };
}

interface Given {
  readonly now?: number;
  readonly control?: Partial<ControlSnapshot>;
  readonly found?: MxLookup | undefined;
  readonly rules?: ActiveRules;
  readonly standing?: Standing;
  readonly settings?: Partial<Settings>;
}

function look(mail: Candidate, given: Given = {}) {
  const now = given.now ?? NOW;
  const found = 'found' in given ? given.found : FOUND;
  return decide(mail, {
    now,
    control: { orders: [], holds: [], ...given.control },
    rules: given.rules ?? RULES,
    settings: { ...SETTINGS, ...given.settings },
    standings: new Map(given.standing ? [[mail.address, given.standing]] : []),
    lookUps: new Map(found ? [['hourly.test', found]] : []),
    probe: createProbeGate(now),
  });
}

const order = (verb: Order['verb'], scope: Order['scope'], at = NOW): Order => ({
  verb,
  scope,
  at,
  by: 'op',
});
const hold = (scope: Hold['scope'], probeAt: number): Hold => ({
  scope,
  code: 'c',
  text: 't',
  since: NOW,
  probeAt,
});

const SCOPES: readonly Order['scope'][] = [
  { kind: 'all' },
  { kind: 'campaign', name: 'spring' },
  { kind: 'stream', name: 'marketing' },
  { kind: 'pool', name: 'default' },
  { kind: 'rule', name: 'hourly' },
];
const OTHERS: readonly Order['scope'][] = [
  { kind: 'campaign', name: 'summer' },
  { kind: 'stream', name: 'transactional' },
  { kind: 'pool', name: 'other' },
  { kind: 'rule', name: 'rest' },
];

describe('a mail', () => {
  it('that nothing keeps back is ready, under its key and with its limit', () => {
    expect(look(candidate())).toMatchObject({
      kind: 'ready',
      route: { key: keyOf('hourly'), rule: 'hourly', mx: 'mx.hourly.test', pace: { limit: 60 } },
    });
  });

  it('expires at the very millisecond, not one before', () => {
    expect(look(candidate(), { now: EXPIRES })).toMatchObject({
      kind: 'end',
      ending: { kind: 'expired', at: EXPIRES },
    });
    expect(look(candidate(), { now: EXPIRES - 1 })).toMatchObject({ kind: 'ready' });
  });

  it('expires also while its domain cannot be looked up', () => {
    expect(look(candidate(), { now: EXPIRES, found: undefined })).toMatchObject({
      ending: { kind: 'expired' },
    });
  });

  it('that can be delivered nowhere ends as undeliverable, in the words of the DNS', () => {
    const found = { kind: 'undeliverable', text: 'hourly.test publishes a null MX (RFC 7505)' } as const;
    const ending = { kind: 'undeliverable', type: 'soft', reason: 'invalidDomain', detail: found.text };
    expect(look(candidate(), { found })).toMatchObject({ kind: 'end', ending });
  });

  it.each([
    ['by its quarantine', { quarantine: { since: NOW, reason: 'mailboxFull' } }, 'quarantine', 'mailboxFull'],
    ['by the denylist', { denylist: { since: NOW, streams: 'allButTransactional' } }, 'denylist', undefined],
    [
      'by the denylist of its stream',
      { denylist: { since: NOW, streams: ['marketing'] } },
      'denylist',
      undefined,
    ],
  ] as const)('that must not go to its address %s ends as suppressed', (_by, standing, by, reason) => {
    const decision = look(candidate(), { standing: { counts: {}, ...standing } });
    expect(decision).toMatchObject({ kind: 'end', ending: { kind: 'suppressed', by } });
    expect(decision.kind === 'end' && decision.ending.reason).toBe(reason);
  });

  it('to an address in quarantine ends as suppressed also while its domain cannot be looked up', () => {
    const standing = { counts: {}, quarantine: { since: NOW, reason: 'userUnknown' } } as const;
    expect(look(candidate(), { standing, found: undefined })).toMatchObject({
      ending: { kind: 'suppressed' },
    });
  });

  it('leaves from the very millisecond at which the quarantine of its address is over', () => {
    const quarantine = { since: NOW - HOUR, reason: 'mailboxFull', releaseAt: NOW } as const;
    const standing = { counts: {}, quarantine };
    expect(look(candidate(), { standing })).toMatchObject({ kind: 'ready' });
    expect(look(candidate(), { standing, now: NOW - 1 })).toMatchObject({ ending: { kind: 'suppressed' } });
  });

  it('of another stream than the denylist holds leaves', () => {
    const standing = { counts: {}, denylist: { since: NOW, streams: 'allButTransactional' } } as const;
    expect(look(candidate({ stream: 'transactional' }), { standing })).toMatchObject({ kind: 'ready' });
  });

  it('is watched while errors of its address are counted, and only then', () => {
    expect(look(candidate(), { standing: { counts: { mailboxFull: [NOW - 1] } } })).toMatchObject({
      watch: true,
    });
    expect(look(candidate(), { standing: { counts: {} } })).toMatchObject({ watch: false });
    expect(look(candidate())).toMatchObject({ watch: false });
  });

  it('is paced by the level that an operator set for its pool, under the same key', () => {
    const levelled: ActiveRules = {
      ...RULES,
      current: {
        ...RULES.current,
        limits: (rule, level) => ({
          ...RULES.current.limits(rule, level),
          messages: level === 'fast' ? 240 : 60,
        }),
      },
    };
    const ready = look(candidate(), {
      rules: levelled,
      control: { levels: { default: { level: 'fast', over: 'normal' } } },
    });
    expect(ready).toMatchObject({ route: { key: keyOf('hourly'), pace: { limit: 240 } } });
    expect(look(candidate(), { rules: levelled })).toMatchObject({ route: { pace: { limit: 60 } } });
  });

  it.each([undefined, { kind: 'temporary', text: 'SERVFAIL' } as const])(
    'whose domain has no answer waits under the domain: %j',
    (found) => {
      const wait = { kind: 'wait', key: dnsKey('hourly.test'), readyAt: NOW, lookAt: NOW + MINUTE };
      expect(look(candidate(), { found })).toEqual(wait);
    },
  );

  it('waits for its notBefore to the millisecond', () => {
    const notBefore = NOW + MINUTE;
    const mail = candidate({ notBefore: new Date(notBefore).toISOString() });
    expect(look(mail, { now: notBefore - 1 })).toMatchObject({
      kind: 'wait',
      readyAt: notBefore,
      lookAt: notBefore,
    });
    expect(look(mail, { now: notBefore })).toMatchObject({ kind: 'ready' });
  });

  it('whose key is new waits until nobody can be at work under the key before', () => {
    const current = active({ hourly: { messages: 60, period: 'hour', group: 'anew' } }).current;
    const rules = { current, previous: RULES.current, activatedAt: NOW };
    const decision = look(candidate(), { rules });
    expect(decision).toMatchObject({ kind: 'wait', key: 'default|rule|anew' });
    const readyAt = decision.kind === 'wait' ? decision.readyAt : 0;
    expect(readyAt).toBeGreaterThan(NOW + 2 * MINUTE);
    const mail = candidate();
    const later = { ...mail, envelope: { ...mail.envelope, expiresAt: EXPIRES + HOUR } };
    expect(look(later, { rules, now: readyAt - 1 })).toMatchObject({ kind: 'wait' });
    expect(look(later, { rules, now: readyAt })).toMatchObject({ kind: 'ready' });
  });

  it('whose key stays the same waits for no change of rules', () => {
    const rules = { current: RULES.current, previous: RULES.current, activatedAt: NOW };
    expect(look(candidate(), { rules })).toMatchObject({ kind: 'ready' });
  });
});

describe('an operator', () => {
  it.each(SCOPES)('cancels what was seen before the order, and nothing later: $kind $name', (scope) => {
    const control = { orders: [{ ...order('cancel', scope), why: 'wrong price' }] };
    const ended = { kind: 'end', ending: { kind: 'cancelled', at: NOW, detail: 'wrong price' } };
    expect(look(candidate({}, NOW - 1), { control })).toMatchObject(ended);
    expect(look(candidate({}, NOW), { control })).toMatchObject({ kind: 'ready' });
  });

  it.each(OTHERS)('does not cancel mail of others: $kind $name', (scope) => {
    expect(look(candidate(), { control: { orders: [order('cancel', scope)] } })).toMatchObject({
      kind: 'ready',
    });
  });

  it.each(SCOPES)('pauses mail, which is looked at every 15 minutes: $kind $name', (scope) => {
    const wait = { kind: 'wait', key: keyOf('hourly'), readyAt: NOW, lookAt: NOW + 15 * MINUTE };
    expect(look(candidate(), { control: { orders: [order('pause', scope)] } })).toMatchObject(wait);
  });

  it.each(OTHERS)('does not pause mail of others: $kind $name', (scope) => {
    expect(look(candidate(), { control: { orders: [order('pause', scope)] } })).toMatchObject({
      kind: 'ready',
    });
  });

  it('ends a pause', () => {
    const orders = [{ ...order('pause', { kind: 'all' }), endedAt: NOW }];
    expect(look(candidate(), { control: { orders } })).toMatchObject({ kind: 'ready' });
  });

  it('can cancel what is paused', () => {
    const orders = [order('pause', { kind: 'all' }), order('cancel', { kind: 'campaign', name: 'spring' })];
    expect(look(candidate(), { control: { orders } })).toMatchObject({ ending: { kind: 'cancelled' } });
  });
});

describe('SES', () => {
  it('has mail wait while it has switched the account off', () => {
    const account = { ...ACCOUNT, sendingEnabled: false };
    expect(look(candidate(), { control: { account } })).toMatchObject({
      kind: 'wait',
      lookAt: NOW + 2 * MINUTE,
    });
  });

  const USED: readonly Hold['scope'][] = [
    { kind: 'account' },
    { kind: 'identity', name: 'example.com' },
    { kind: 'identity', name: 'news@example.com' },
    { kind: 'configurationSet', name: 'set' },
  ];

  it.each(USED)('holds mail back until its probe is due, then lets one through: $kind $name', (scope) => {
    const probeAt = NOW + 10 * SECOND;
    const control = { holds: [hold(scope, probeAt)] };
    expect(look(candidate(), { control })).toMatchObject({ kind: 'wait', lookAt: probeAt });
    expect(look(candidate(), { control, now: probeAt })).toMatchObject({ kind: 'ready' });
  });

  it('holds back no mail that does not use what it refuses', () => {
    const holds = [
      hold({ kind: 'identity', name: 'example.org' }, NOW + HOUR),
      hold({ kind: 'template', name: 'welcome' }, NOW + HOUR),
      hold({ kind: 'configurationSet', name: 'another' }, NOW + HOUR),
    ];
    expect(look(candidate(), { control: { holds } })).toMatchObject({ kind: 'ready' });
  });

  it('holds mail of a missing template back', () => {
    const mail = candidate({ content: { template: { name: 'welcome', data: {} } } });
    const holds = [hold({ kind: 'template', name: 'welcome' }, NOW + HOUR)];
    expect(look(mail, { control: { holds } })).toMatchObject({ kind: 'wait', lookAt: NOW + HOUR });
  });

  it('is asked by a mail under two holds only when both probes are due', () => {
    const holds = [
      hold({ kind: 'account' }, NOW),
      hold({ kind: 'identity', name: 'example.com' }, NOW + HOUR),
    ];
    expect(look(candidate(), { control: { holds } })).toMatchObject({ kind: 'wait', lookAt: NOW + HOUR });
  });
});

describe('mail that a stack not marked production may not send', () => {
  const settings = { production: false, allowedDomains: ['other.test'] };

  it('ends before its domain is looked up', () => {
    expect(look(candidate(), { settings, found: undefined })).toMatchObject({
      kind: 'end',
      ending: { kind: 'suppressed', by: 'notProduction', at: NOW },
    });
  });

  it.each(['hourly.test', 'HOURLY.test'])('is another than that to an allowed domain, as %s', (domain) => {
    const allowed = { production: false, allowedDomains: ['hourly.test'] };

    expect(look(candidate({ to: `x@${domain}` }), { settings: allowed }).kind).toBe('ready');
  });

  it('ends as cancelled where it was cancelled: an order goes before', () => {
    const control = { orders: [order('cancel', { kind: 'all' })] };

    expect(look(candidate(), { settings, control })).toMatchObject({ ending: { kind: 'cancelled' } });
  });
});
