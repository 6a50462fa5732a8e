import { describe, expect, it } from 'vitest';
import type { RulesView } from '../../../cli/commands/rules-view.ts';
import { explainAddress, explainDomain } from '../../../cli/explain/explain-address.ts';
import { explainMail } from '../../../cli/explain/explain-mail.ts';
import { explainedOf } from '../../../cli/explain/subject.ts';
import type { Hold } from '../../../shared/control/hold.ts';
import type { MailId } from '../../../shared/message/mail.ts';
import type { Echo, Ending } from '../../../shared/outcome/event.ts';
import type { DeliveryRecord } from '../../../shared/ports/delivery-store.ts';
import type { MxLookup } from '../../../shared/ports/mx-directory.ts';
import type { Entry } from '../../../shared/quarantine/entry.ts';
import { DAY, type EpochSeconds, HOUR, MINUTE } from '../../../shared/time/units.ts';
import { settings } from './settings.ts';
import { active, createDesk, keyOf, NOW } from './support/desk.ts';

const id = 'welcome-1' as MailId;
const address = 'jane@x.example';
const pool = settings.pools['shared'] as RulesView['pool'];
const asked = { stream: 'marketing', view: { active, pool } };
const echo: Echo = {
  campaign: 'autumn',
  stream: 'marketing',
  pool: 'shared',
  rule: 'google',
  mx: 'aspmx.l.google.com',
  key: 'shared|rule|google',
  ruleSet: active.current.version,
};
const sent: DeliveryRecord = {
  id,
  state: 'sent',
  bodyHash: 'h',
  echo,
  address: keyOf(address),
  slot: (NOW - HOUR) * 1_000,
  ending: { kind: 'handedOver', at: NOW - HOUR },
  sesId: '0100-ses',
  ttl: 0 as EpochSeconds,
};
const gone: Entry = { kind: 'error', mail: id, at: NOW - HOUR, reason: 'userUnknown', blame: 'mailbox' };

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ');
const widest = (text: string): number => Math.max(...text.split('\n').map((line) => line.length));

describe('what is explained', () => {
  it.each([
    ['de044a12-93e6_x', { kind: 'mail', id: 'de044a12-93e6_x' }],
    ['Jane@X.example', { kind: 'address', address }],
    ['X.example', { kind: 'domain', domain: 'x.example' }],
    ['@x.example.', { kind: 'domain', domain: 'x.example' }],
  ])('is read from %s', (text, subject) => expect(explainedOf(text)).toEqual(subject));

  it.each(['two words', 'jane@', ''])('is refused for %j', (text) =>
    expect(() => explainedOf(text)).toThrow(),
  );
});

describe('a mail', () => {
  async function bounced() {
    const desk = createDesk();
    await desk.delivery.putIfFree(sent);
    await desk.record(address, gone);
    await desk.evidence.put({
      ...{ key: keyOf(address), at: NOW - HOUR, mailId: id, kind: 'bounced', source: 'ses', via: 'text' },
      ...{ reply: '550 5.1.1 no such user', type: 'hard', reason: 'userUnknown', blame: 'mailbox' },
      ...{ bounceRule: 'gone-rule', ruleSet: active.current.version },
      quarantine: { step: 'quarantined', count: 1, of: 1 },
    });
    await desk.evidence.put({
      ...{ key: keyOf(address), at: NOW - DAY, mailId: 'other' as MailId, kind: 'delivered', source: 'ses' },
    });
    return desk;
  }

  it('that bounced is told from its MX down to where its address stands now', async () => {
    const { text, json, failed } = await explainMail((await bounced()).connection, id);
    expect(failed).toBeUndefined();
    expect(
      text
        .split('\n')
        .map((line) => line.split(/ {2,}/)[0])
        .filter(Boolean),
    ).toEqual([...['mail', 'MX', 'rule', 'counted by', 'slot', 'handed over', 'bounced', 'address']]);
    const told = oneLine(text);
    expect(told).toContain('welcome-1, campaign autumn, stream marketing, pool shared');
    expect(told).toContain(`google of rule set ${active.current.version}: `);
    expect(told).toContain('2026-11-26 11:00:00 UTC to SES, which calls it 0100-ses');
    expect(told).toContain(
      '“550 5.1.1 no such user” → hard, userUnknown, blames mailbox: bounce rule gone-rule',
    );
    expect(told).toContain('→ quarantined at 1 of 1 → gone-rule: no longer in the rules in force');
    expect(told).toContain(`${address} in quarantine for userUnknown since 2026-11-26 11:00:00 UTC, until`);
    expect(widest(text)).toBeLessThanOrEqual(100);
    expect(json).toMatchObject({
      found: true,
      state: 'sent',
      echo,
      sesId: '0100-ses',
      evidence: [{ kind: 'bounced' }],
      address: { address, standing: { quarantine: { reason: 'userUnknown' } } },
    });
  });

  it.each<[string, Ending, string]>([
    [
      'suppressed',
      { kind: 'suppressed', at: NOW, by: 'denylist', detail: 'on the denylist' },
      'as suppressed: by denylist; on the denylist',
    ],
    [
      'undeliverable',
      { kind: 'undeliverable', at: NOW, type: 'soft', reason: 'invalidDomain', detail: 'null MX' },
      'as undeliverable: soft, invalidDomain; null MX',
    ],
    ['expired', { kind: 'expired', at: NOW }, '2026-11-26 12:00:00 UTC as expired'],
  ])('that ended %s says so', async (_, ending, says) => {
    const desk = createDesk();
    const { sesId: _none, slot: _no, ...rest } = sent;
    await desk.delivery.putIfFree({
      ...rest,
      state: 'ended',
      ending,
      echo: { stream: 'marketing', pool: 'shared' },
    });
    const { text } = await explainMail(desk.connection, id);
    expect(oneLine(text)).toContain(says);
    expect(text).toContain('it ended before its MX was known');
  });

  it.each([
    ['claimed', NOW + MINUTE, 'a sender is handing it over, until 2026-11-26 12:01:00 UTC', {}],
    ['claimed', NOW - MINUTE, 'in doubt: a sender had it until 2026-11-26 11:59:00 UTC', {}],
    ['free', undefined, 'nothing has left', {}],
    ['free', undefined, 'it is sent again after a doubt, so it may come twice', { resent: true }],
  ] as const)(
    'that is %s until %s tells what comes next, and what keeps it',
    async (state, until, says, more) => {
      const desk = createDesk();
      const { ending: _none, ...rest } = sent;
      await desk.delivery.putIfFree({ ...rest, ...more, state, ...(until === undefined ? {} : { until }) });
      await desk.control.putOrder({
        verb: 'pause',
        scope: { kind: 'rule', name: 'google' },
        at: NOW,
        by: 'ada',
        why: 'deferrals',
      });
      await desk.control.putOrder({
        verb: 'pause',
        scope: { kind: 'rule', name: 'yahoo' },
        at: NOW,
        by: 'ada',
      });
      const { text } = await explainMail(desk.connection, id);
      expect(oneLine(text)).toContain(says);
      expect(text).toContain('rule google is paused since 2026-11-26 12:00:00 UTC by ada: deferrals');
      expect(text).not.toContain('yahoo');
    },
  );

  it('with SES is out of reach of orders, and one that was cancelled names its order', async () => {
    const desk = createDesk();
    await desk.control.putOrder({
      verb: 'cancel',
      scope: { kind: 'campaign', name: 'autumn' },
      at: NOW,
      by: 'ada',
    });
    await desk.delivery.putIfFree(sent);
    const other = 'welcome-2' as MailId;
    await desk.delivery.putIfFree({
      ...sent,
      id: other,
      state: 'ended',
      ending: { kind: 'cancelled', at: NOW },
    });
    expect((await explainMail(desk.connection, id)).text).not.toContain('cancelled');
    expect((await explainMail(desk.connection, other)).text).toContain('campaign autumn first seen before');
  });

  it('that no row knows is told honestly, and fails', async () => {
    const desk = createDesk();
    await desk.control.putOrder({ verb: 'pause', scope: { kind: 'all' }, at: NOW, by: 'ada' });
    const { text, json, failed } = await explainMail(desk.connection, id);
    expect(failed).toBe(true);
    expect(text).toContain('no row knows it');
    expect(text).toContain('- waits: in a queue');
    expect(text).toContain('all mail is paused');
    expect(json).toMatchObject({ found: false, id });
  });
});

describe('an address', () => {
  const explain = async (
    prepare: (desk: ReturnType<typeof createDesk>) => Promise<unknown>,
    lookUp?: MxLookup,
  ) => {
    const desk = createDesk(lookUp);
    await prepare(desk);
    return explainAddress(desk.connection, address, asked);
  };
  const account: Hold = {
    scope: { kind: 'account' },
    code: 'SendingPaused',
    text: 'paused',
    since: NOW,
    probeAt: NOW,
  };

  it.each<[string, (desk: ReturnType<typeof createDesk>) => Promise<unknown>, string]>([
    ['nothing stands against', async () => undefined, 'is handed to SES under rule google at 2000/h.'],
    [
      'is in quarantine',
      (desk) => desk.record(address, gone),
      'ends as suppressed: in quarantine for userUnknown since',
    ],
    [
      'complained',
      (desk) => desk.record(address, { kind: 'complaint', mail: id, at: NOW, stream: 'marketing' }),
      'ends as suppressed: on the denylist since',
    ],
    [
      'SES suppresses for a complaint',
      async (desk) => desk.ses.push({ address, reason: 'COMPLAINT', since: NOW }),
      'SES then suppresses it',
    ],
    [
      'has a paused rule',
      (desk) =>
        desk.control.putOrder({ verb: 'pause', scope: { kind: 'rule', name: 'google' }, at: NOW, by: 'ada' }),
      'waits: rule google is paused',
    ],
    [
      'SES holds all of',
      (desk) => desk.control.putHold(account),
      'waits: account is held by SES (SendingPaused: paused)',
    ],
  ])('that %s: what would become of a mail now', async (_, prepare, says) => {
    const { text } = await explain(prepare);
    expect(oneLine(text)).toMatch(/ a mail now +of stream marketing /);
    expect(oneLine(text)).toContain(says);
    expect(widest(text)).toBeLessThanOrEqual(100);
  });

  it.each<[MxLookup, string]>([
    [
      { kind: 'undeliverable', text: 'it publishes a null MX' },
      'ends as undeliverable: it publishes a null MX',
    ],
    [{ kind: 'temporary', text: 'no answer in time' }, 'waits under dns#x.example'],
  ])('with the look-up %o gets no mail', async (lookUp, says) => {
    const { text } = await explain(async () => undefined, lookUp);
    expect(oneLine(text)).toContain(says);
  });

  it('is told with its last words, and transactional mail passes the denylist', async () => {
    const desk = createDesk();
    await desk.record(address, { kind: 'complaint', mail: id, at: NOW, stream: 'marketing' });
    for (const day of [1, 2, 3, 4, 5])
      await desk.evidence.put({
        key: keyOf(address),
        at: NOW - day * DAY,
        mailId: id,
        kind: 'delayed',
        source: 'ses',
        reply: `day ${day}`,
      });
    const { text, json } = await explainAddress(desk.connection, address, {
      ...asked,
      stream: 'transactional',
    });
    expect(text).toContain('2 earlier');
    expect(text.match(/“day \d”/g)).toEqual(['“day 3”', '“day 2”', '“day 1”']);
    expect(json).toMatchObject({
      mailNow: { fate: 'handedOver', stream: 'transactional' },
      way: { key: 'shared|rule|google' },
    });
  });

  it('stands behind what waits for its MX', async () => {
    const desk = createDesk();
    const { quota, backlog } = desk.connection;
    await quota.swapChain('shared|rule|google' as never, 0, { open: true, wakeNo: 1, wakeAt: NOW });
    const connection = { ...desk.connection, backlog: { ...backlog, waiting: async () => 1_200 } };
    const { text } = await explainAddress(connection, address, asked);
    expect(oneLine(text)).toContain('behind 1,200 that wait');
  });
});

it('a domain is told like its addresses, without a standing', async () => {
  const { text, json } = await explainDomain(createDesk().connection, 'x.example', asked);
  expect(text).toMatch(/^domain +x\.example\nMX +aspmx\.l\.google\.com/);
  expect(text).toContain('is handed to SES under rule google at 2000/h');
  expect(json).toMatchObject({ way: { domain: 'x.example' }, mailNow: { fate: 'handedOver' } });
});

describe('a deployment not marked production', () => {
  const barred = () => {
    const { connection } = createDesk();
    const production = { ...connection.deployment.settings, production: false };
    return { ...connection, deployment: { ...connection.deployment, settings: production } };
  };

  it('says of addresses and domains that mail to them ends as suppressed, and why', async () => {
    const text = "ends as suppressed: not marked production: mails SES's simulator alone";

    for (const { json } of [
      await explainAddress(barred(), address, asked),
      await explainDomain(barred(), 'x.example', asked),
    ])
      expect(json).toMatchObject({ mailNow: { fate: 'suppressed', text } });
  });

  it('hands mail to the simulator', async () => {
    const { json } = await explainAddress(barred(), 'bounce@simulator.amazonses.com', asked);

    expect(json).toMatchObject({ mailNow: { fate: 'handedOver' } });
  });
});
