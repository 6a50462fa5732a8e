import { beforeEach, describe, expect, it } from 'vitest';
import { add } from '../../../cli/quarantine/add.ts';
import { addressOf } from '../../../cli/quarantine/address.ts';
import { exportAll } from '../../../cli/quarantine/export.ts';
import { forget } from '../../../cli/quarantine/forget.ts';
import { listed, writeList } from '../../../cli/quarantine/list.ts';
import { domainOf, type Filter, type ListName } from '../../../cli/quarantine/listed.ts';
import { dossierAnswer, readDossier } from '../../../cli/quarantine/show.ts';
import type { MailId } from '../../../shared/message/mail.ts';
import type { Evidence } from '../../../shared/ports/quarantine-store.ts';
import type { Entry } from '../../../shared/quarantine/entry.ts';
import { DAY } from '../../../shared/time/units.ts';
import { createDesk, createPaper, keyOf, NOW } from './support/desk.ts';

const m1 = 'm1' as MailId;
const gone: Entry = { kind: 'error', mail: m1, at: NOW - DAY, reason: 'userUnknown', blame: 'mailbox' };
const full: Entry = { ...gone, reason: 'mailboxFull' };
const complaint: Entry = { kind: 'complaint', mail: m1, at: NOW - 2 * DAY, stream: 'marketing' };
const said: Evidence = {
  key: keyOf('gone@x.example'),
  at: NOW - DAY,
  mailId: m1,
  kind: 'bounced',
  source: 'ses',
  reply: '550 5.1.1 no such user',
  type: 'hard',
  reason: 'userUnknown',
  blame: 'mailbox',
  bounceRule: 'no-such-user',
  via: 'text',
  ruleSet: '1.0.0',
  quarantine: { step: 'quarantined', count: 1, of: 1 },
};

let desk: ReturnType<typeof createDesk>;

beforeEach(async () => {
  desk = createDesk();
  await desk.record('gone@x.example', gone);
  await desk.record('full@x.example', full);
  await desk.record('angry@y.example', complaint);
  await desk.record('vip@y.example', { kind: 'act', act: 'allow', at: NOW, by: 'ada' });
  await desk.evidence.put(said);
});

async function list(filter: Partial<Filter> & { readonly lists: readonly ListName[] }, limit?: number) {
  const rows: string[] = [];
  for await (const { address = '?' } of listed(desk.connection, filter, limit)) rows.push(address);
  return rows.sort();
}

const BOTH = ['quarantine', 'denylist'] as const;

describe('the list of addresses', () => {
  it.each<[string, Partial<Filter> & { readonly lists: readonly ListName[] }, readonly string[]]>([
    ['of quarantine and denylist', { lists: BOTH }, ['angry@y.example', 'gone@x.example']],
    ['of the denylist', { lists: ['denylist'] }, ['angry@y.example']],
    ['of the allowlist', { lists: ['allowlist'] }, ['vip@y.example']],
    ['of open counters', { lists: ['counting'] }, ['full@x.example']],
    ['of a reason', { lists: BOTH, reason: 'userUnknown' }, ['gone@x.example']],
    ['of another reason', { lists: BOTH, reason: 'mailboxFull' }, []],
    ['of a domain', { lists: BOTH, domain: domainOf('@Y.example') }, ['angry@y.example']],
    ['of a domain that ends like it', { lists: BOTH, domain: 'example' }, []],
    ['since a day', { lists: BOTH, since: NOW - DAY }, ['gone@x.example']],
    ['until a day', { lists: BOTH, until: NOW - DAY - 1 }, ['angry@y.example']],
  ])('%s holds who it should', async (_, filter, addresses) => {
    expect(await list(filter)).toEqual(addresses);
  });

  it('ends at its limit', async () => expect(await list({ lists: BOTH }, 1)).toHaveLength(1));

  it('leaves out who was released by time', async () => {
    const errors = [3, 2, 1].map(
      (days): Entry => ({ ...full, mail: `m${days}` as MailId, at: NOW - days * DAY - 40 * DAY }),
    );
    await desk.record('full@x.example', ...errors);
    expect(await list({ lists: ['quarantine'], reason: 'mailboxFull' })).toEqual([]);
  });

  it('is a table for people, with times in UTC', async () => {
    const paper = createPaper();
    const answer = await writeList(paper, listed(desk.connection, { lists: ['quarantine'] }), false);
    expect(paper.text()).toMatch(/^ADDRESS +LIST +SINCE \(UTC\) +REASON +RELEASED\n/);
    expect(paper.text()).toMatch(
      /^gone@x\.example +quarantine +2026-11-25 12:00 +userUnknown +never by itself$/m,
    );
    expect(answer?.text).toBe('1 row.');
  });

  it('is one JSON document, also when it is empty', async () => {
    const [paper, empty] = [createPaper(), createPaper()];
    await writeList(paper, listed(desk.connection, { lists: BOTH }), true);
    await writeList(empty, listed(createDesk().connection, { lists: BOTH }), true);
    expect(JSON.parse(paper.text()).addresses).toHaveLength(2);
    expect(JSON.parse(paper.text()).addresses).toContainEqual({
      key: keyOf('gone@x.example'),
      address: 'gone@x.example',
      list: 'quarantine',
      since: '2026-11-25T12:00:00.000Z',
      reason: 'userUnknown',
    });
    expect(JSON.parse(empty.text())).toEqual({ addresses: [] });
  });

  it('waits for a slow reader', async () => {
    let waits = 0;
    const drained = async () => {
      waits += 1;
    };
    await writeList({ ...createPaper(), drained }, listed(desk.connection, { lists: BOTH }), true);
    expect(waits).toBe(2);
  });
});

describe('what is shown of an address', () => {
  it('is where it stands, what happened, what was said, and what SES has', async () => {
    desk.ses.push({ address: 'gone@x.example', reason: 'BOUNCE', since: NOW });
    const { text, json } = dossierAnswer(await readDossier(desk.connection, 'gone@x.example'));
    expect(text).toContain('in quarantine for userUnknown since 2026-11-25 12:00:00 UTC, until an');
    expect(text).toContain('error userUnknown, blames mailbox, mail m1');
    expect(text).toContain('“550 5.1.1 no such user”');
    expect(text).toContain('→ hard, userUnknown, blames mailbox: bounce rule no-such-user of rule set');
    expect(text).toContain('→ quarantined at 1 of 1');
    expect(text).toContain('on its suppression list since 2026-11-26 12:00:00 UTC: BOUNCE');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(json).toMatchObject({
      address: 'gone@x.example',
      standing: { quarantine: { since: '2026-11-25T12:00:00.000Z', reason: 'userUnknown' } },
      evidence: [{ at: '2026-11-25T12:00:00.000Z', bounceRule: 'no-such-user' }],
      ses: { listed: true, reason: 'BOUNCE' },
    });
  });

  it.each([
    ['full@x.example', 'mailboxFull counted 1 of 3, last 2026-11-25 12:00:00 UTC'],
    ['angry@y.example', 'on the denylist since 2026-11-24 12:00:00 UTC: no mail but transactional'],
    ['vip@y.example', 'on the allowlist since 2026-11-26 12:00:00 UTC: mailed whatever'],
    ['new@x.example', 'nothing is known against it'],
  ])('of %s tells that it is %s', async (address, says) => {
    const { text } = dossierAnswer(await readDossier(desk.connection, address));
    expect(text.replace(/\n */g, ' ')).toContain(says);
  });

  it('does without SES where SES does not answer', async () => {
    const suppressionList = { ...desk.suppressionList, get: async () => Promise.reject(new TypeError('no')) };
    const { text, json } = dossierAnswer(
      await readDossier({ ...desk.connection, suppressionList }, 'gone@x.example'),
    );
    expect(text).toContain('could not be asked: TypeError');
    expect(json).toMatchObject({ ses: { listed: null } });
  });
});

describe('an operator’s word', () => {
  it.each([
    ['quarantine', 'in quarantine for refused since 2026-11-26 12:00:00 UTC'],
    ['deny', 'on the denylist since'],
    ['allow', 'on the allowlist since'],
  ] as const)('%s stands from now on, with who and why', async (act, says) => {
    const reason = act === 'quarantine' ? { reason: 'refused' as const } : {};
    const { text } = await add(desk.connection, 'new@x.example', act, { by: 'ada', why: 'asked', ...reason });
    expect(text).toContain(says);
    const [entry] = desk.records.get(keyOf('new@x.example'))?.entries ?? [];
    expect(entry).toEqual({ kind: 'act', act, at: NOW, by: 'ada', why: 'asked', ...reason });
  });

  it('takes an address off the allowlist', async () => {
    const { text } = await add(desk.connection, 'vip@y.example', 'disallow', { by: 'ada' });
    expect(text).toContain('nothing is known against it');
  });

  it('is about an address, and one that is none is masked in the refusal', () => {
    expect(addressOf(' Jane@X.example')).toBe('jane@x.example');
    expect(() => addressOf('jane.doe')).toThrow('j*** is no address');
  });
});

describe('forgetting', () => {
  it('erases the address and what was said, and keeps what suppresses it', async () => {
    const { text, json } = await forget(desk.connection, 'gone@x.example', { lift: false });
    expect(json).toMatchObject({ wasKnown: true, evidenceErased: 1 });
    expect(JSON.stringify([...desk.records.values()])).not.toContain('gone@x.example');
    expect(await desk.evidence.of(keyOf('gone@x.example'))).toEqual([]);
    expect(desk.records.get(keyOf('gone@x.example'))?.standing.quarantine).toBeDefined();
    expect(text.replace(/\n */g, ' ')).toContain('which stands: in quarantine for userUnknown');
    expect(text).toContain('15 days in pages');
    expect(text).toContain('--ses takes it off there too');
    const shown = dossierAnswer(await readDossier(desk.connection, 'gone@x.example'));
    expect(shown.text).toContain('the address was forgotten');
  });

  it('writes nothing about an address that nothing is known of', async () => {
    const before = desk.records.size;
    const { text, json } = await forget(desk.connection, 'new@x.example', { lift: false });
    expect(json).toMatchObject({ wasKnown: false, evidenceErased: 0 });
    expect(text).toContain('nothing: no record names it');
    expect(desk.records.size).toBe(before);
  });

  it('takes it off SES’s own list when asked to', async () => {
    desk.ses.push({ address: 'gone@x.example', reason: 'BOUNCE', since: NOW });
    const { json, text } = await forget(desk.connection, 'gone@x.example', { lift: true });
    expect(json).toMatchObject({ liftedAtSes: true });
    expect(text).toContain('taken off its list');
    expect(desk.ses).toEqual([]);
  });
});

describe('an export', () => {
  it('is CSV that import reads, quotes and all', async () => {
    await desk.record('"o,o"@x.example', { ...gone, at: NOW });
    const paper = createPaper();
    expect(await exportAll(desk.connection, paper, 'csv')).toEqual({ rows: 4, forgotten: 0 });
    expect(paper.text()).toMatch(/^address,list,reason,since,until\r\n/);
    expect(paper.text()).toContain(
      '"""o,o""@x.example",quarantine,userUnknown,2026-11-26T12:00:00.000Z,\r\n',
    );
    expect(paper.text()).toContain('vip@y.example,allowlist,,');
    expect(paper.text()).not.toContain('full@x.example');
  });

  it('is JSON Lines, without who was forgotten', async () => {
    await forget(desk.connection, 'gone@x.example', { lift: false });
    const paper = createPaper();
    expect(await exportAll(desk.connection, paper, 'jsonl')).toEqual({ rows: 2, forgotten: 1 });
    const rows = paper
      .text()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows).toContainEqual({
      address: 'angry@y.example',
      list: 'denylist',
      since: '2026-11-24T12:00:00.000Z',
    });
  });
});
