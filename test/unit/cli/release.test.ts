import { Readable } from 'node:stream';
import { beforeEach, describe, expect, it } from 'vitest';
import { recordsOfFile } from '../../../cli/quarantine/records-of-file.ts';
import { type ReleaseOptions, release } from '../../../cli/quarantine/release.ts';
import { releaseOne } from '../../../cli/quarantine/release-one.ts';
import { planRelease, type ReleaseFilter } from '../../../cli/quarantine/release-plan.ts';
import { planAnswer, releasedAnswer } from '../../../cli/quarantine/release-text.ts';
import type { MailId } from '../../../shared/message/mail.ts';
import type { Evidence } from '../../../shared/ports/quarantine-store.ts';
import { suppressionOf } from '../../../shared/quarantine/standing.ts';
import { HOUR } from '../../../shared/time/units.ts';
import { createDesk, keyOf, NOW } from './support/desk.ts';

let desk: ReturnType<typeof createDesk>;

const options: ReleaseOptions = {
  giver: { by: 'ada', why: 'their outage' },
  at: NOW,
  complaints: false,
  keepAtSes: false,
  onProgress: () => undefined,
};

/** An address that a bounce of these words has quarantined. */
async function quarantine(address: string, at: number, said: Partial<Evidence>) {
  const mail = 'm1' as MailId;
  const reason = 'userUnknown' as const;
  await desk.record(address, { kind: 'error', mail, at, reason, blame: 'mailbox' });
  await desk.evidence.put({
    key: keyOf(address),
    at,
    mailId: mail,
    kind: 'bounced',
    source: 'ses',
    reason,
    ...said,
  });
}

const isSuppressed = (address: string): boolean => {
  const record = desk.records.get(keyOf(address));
  return record !== undefined && suppressionOf(record.standing, 'marketing', NOW + 1) !== undefined;
};

const complain = (address: string) =>
  desk.record(address, { kind: 'complaint', mail: 'm2' as MailId, at: NOW - HOUR, stream: 'marketing' });

beforeEach(async () => {
  desk = createDesk();
  await quarantine('a@x.example', NOW - 3 * HOUR, { bounceRule: 'outage', reply: '550 User Lookup failed' });
  await quarantine('b@x.example', NOW - HOUR, { bounceRule: 'no-user', reply: '550 no such user' });
  await quarantine('c@y.example', NOW - HOUR, { bounceRule: 'no-user', reply: '550 no such user' });
});

describe('a release by filter', () => {
  it.each<[string, Partial<ReleaseFilter>, readonly string[]]>([
    ['the time', { until: NOW - 2 * HOUR }, ['a@x.example']],
    ['the domain', { domain: 'y.example' }, ['c@y.example']],
    ['the reason', { reason: 'userUnknown' }, ['a@x.example', 'b@x.example', 'c@y.example']],
    ['another reason', { reason: 'mailboxFull' }, []],
    ['the bounce rule', { rule: 'outage' }, ['a@x.example']],
    ['the words of the reply, in any case', { text: 'user lookup FAILED' }, ['a@x.example']],
    ['several at once', { rule: 'no-user', domain: 'x.example' }, ['b@x.example']],
  ])('means whom %s names', async (_, filter, addresses) => {
    const plan = await planRelease(desk.connection, desk.addresses(), { complaints: false, ...filter });
    expect(plan.release.map(({ address }) => address).sort()).toEqual(addresses);
  });

  it('shows first what it means, and does nothing', async () => {
    const plan = await planRelease(desk.connection, desk.addresses(), { complaints: false, rule: 'outage' });
    const { text, json } = planAnswer(plan);
    expect(text).toContain('This would release 1 address (userUnknown 1):\n  a@x.example');
    expect(text).toContain('Nothing was done; --yes does it.');
    expect(json).toMatchObject({ dryRun: true, wouldRelease: 1 });
    expect(isSuppressed('a@x.example')).toBe(true);
  });

  it('releases them with who and why, and nobody else', async () => {
    const plan = await planRelease(desk.connection, desk.addresses(), { complaints: false, rule: 'outage' });
    const done = await release(desk.connection, plan.release, options);
    expect(releasedAnswer(plan, done).text).toBe('1 address released: mail to it goes out again.');
    expect(isSuppressed('a@x.example')).toBe(false);
    expect(isSuppressed('b@x.example')).toBe(true);
    expect(desk.records.get(keyOf('a@x.example'))?.entries.at(-1)).toMatchObject({
      act: 'release',
      by: 'ada',
      why: 'their outage',
    });
  });

  it('keeps complaints unless they are meant', async () => {
    await complain('a@x.example');
    const without = await planRelease(desk.connection, desk.addresses(), {
      complaints: false,
      domain: 'x.example',
    });
    expect(without).toMatchObject({ release: [{ address: 'b@x.example' }], complaintsKept: 1 });
    expect(planAnswer(without).text).toContain('1 address on the denylist stay: --complaint');
    const all = await planRelease(desk.connection, desk.addresses(), {
      complaints: true,
      domain: 'x.example',
    });
    expect(all.release).toHaveLength(2);
  });

  it('takes the addresses of a file, and counts those that nothing holds', async () => {
    const file = Readable.from([Buffer.from('email\nA@x.example\nnew@x.example\n')]);
    const plan = await planRelease(desk.connection, recordsOfFile(desk.connection, '-', file), {
      complaints: false,
    });
    expect(plan).toMatchObject({ release: [{ address: 'a@x.example' }], notListed: 1 });
  });

  it('stops at a line of a file that is no address, before anything is done', async () => {
    const file = Readable.from([Buffer.from('a@x.example\njane.doe@\n')]);
    const plan = planRelease(desk.connection, recordsOfFile(desk.connection, '-', file), {
      complaints: false,
    });
    await expect(plan).rejects.toThrow(/^j\*\*\*@ is no address/);
  });
});

describe('at SES', () => {
  const addresses = (...names: readonly string[]) =>
    names.map((address) => ({ key: keyOf(address), address }));

  it('an address is lifted before it is released here, so that a stop in between is found again', async () => {
    desk.ses.push({ address: 'A@x.example', reason: 'BOUNCE', since: 1 });
    const lift = async () => Promise.reject(new Error('SES is away'));
    const suppressionList = { ...desk.suppressionList, lift };
    const broken = release({ ...desk.connection, suppressionList }, addresses('a@x.example'), options);
    await expect(broken).rejects.toThrow('SES is away');
    expect(isSuppressed('a@x.example')).toBe(true);
    expect(await release(desk.connection, addresses('a@x.example'), options)).toEqual({
      released: 1,
      liftedAtSes: 1,
      complaintsAtSes: 0,
      listedMeanwhile: 0,
    });
    expect(desk.ses).toEqual([]);
  });

  it('a complaint stays, and its address stays in quarantine here', async () => {
    desk.ses.push({ address: 'a@x.example', reason: 'COMPLAINT', since: 1 });
    const done = await release(desk.connection, addresses('a@x.example', 'b@x.example'), options);
    expect(done).toMatchObject({ released: 1, liftedAtSes: 0, complaintsAtSes: 1 });
    expect(isSuppressed('a@x.example')).toBe(true);
    expect(desk.ses).toHaveLength(1);
  });

  it('many addresses are looked for in the whole list, a thousand a call', async () => {
    const many = Array.from({ length: 50 }, (_, at) => `u${at}@x.example`);
    desk.ses.push(
      { address: 'u7@x.example', reason: 'BOUNCE', since: 1 },
      { address: 'z@z.example', reason: 'BOUNCE', since: 1 },
    );
    let asked = 0;
    const get = async () => {
      asked += 1;
      return undefined;
    };
    const suppressionList = { ...desk.suppressionList, get };
    const done = await release({ ...desk.connection, suppressionList }, addresses(...many), options);
    expect(done).toMatchObject({ released: 50, liftedAtSes: 1 });
    expect(asked).toBe(0);
    expect(desk.ses).toMatchObject([{ address: 'z@z.example' }]);
  });

  it('lifting takes its time: a complaint that comes meanwhile stands, and is told', async () => {
    const lift = async () => {
      await desk.record('a@x.example', {
        kind: 'complaint',
        mail: 'm9' as MailId,
        at: NOW + 1,
        stream: 'news',
      });
      await desk.connection.clock.sleep(HOUR);
      return true;
    };
    desk.ses.push({ address: 'a@x.example', reason: 'BOUNCE', since: 1 });
    const suppressionList = { ...desk.suppressionList, lift };
    const done = await release({ ...desk.connection, suppressionList }, addresses('a@x.example'), options);
    expect(done).toMatchObject({ released: 0, listedMeanwhile: 1 });
    const plan = { release: [], complaintsKept: 0, notListed: 0 };
    expect(releasedAnswer(plan, done).text).toContain('1 address still listed: something newer');
    expect(isSuppressed('a@x.example')).toBe(true);
  });

  it('nothing is touched when that is asked for', async () => {
    desk.ses.push({ address: 'a@x.example', reason: 'BOUNCE', since: 1 });
    await release(desk.connection, addresses('a@x.example'), { ...options, keepAtSes: true });
    expect(desk.ses).toHaveLength(1);
    expect(isSuppressed('a@x.example')).toBe(false);
  });
});

describe('one address', () => {
  it('is released at once', async () => {
    const { text } = await releaseOne(desk.connection, 'b@x.example', options);
    expect(text).toBe('1 address released: mail to it goes out again.');
    expect(isSuppressed('b@x.example')).toBe(false);
  });

  it.each(['here', 'at SES'])('that complained, known %s, needs --complaint', async (where) => {
    if (where === 'here') await complain('b@x.example');
    else desk.ses.push({ address: 'b@x.example', reason: 'COMPLAINT', since: 1 });
    await expect(releaseOne(desk.connection, 'b@x.example', options)).rejects.toThrow('--complaint');
    expect(isSuppressed('b@x.example')).toBe(true);
    await releaseOne(desk.connection, 'b@x.example', { ...options, complaints: true });
    expect(isSuppressed('b@x.example')).toBe(false);
    expect(desk.ses).toEqual([]);
  });

  it('that only SES holds is lifted there', async () => {
    desk.ses.push({ address: 'new@x.example', reason: 'BOUNCE', since: 1 });
    const { json } = await releaseOne(desk.connection, 'new@x.example', options);
    expect(json).toMatchObject({ liftedAtSes: 1 });
  });

  it('that nothing holds leaves no trace', async () => {
    const { text } = await releaseOne(desk.connection, 'new@x.example', options);
    expect(text).toContain('Nothing to release');
    expect(desk.records.has(keyOf('new@x.example'))).toBe(false);
  });
});
