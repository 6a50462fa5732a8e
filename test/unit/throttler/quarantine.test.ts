import { describe, expect, it } from 'vitest';
import type { MailId } from '../../../shared/message/mail.ts';
import type { Entry } from '../../../shared/quarantine/entry.ts';
import { recordEntries } from '../../../shared/quarantine/record-entries.ts';
import { DAY, MINUTE } from '../../../shared/time/units.ts';
import { keyOfAddress, POLICY } from '../../support/quarantine.ts';
import { createStage, keyOf, message, NOW, record, records, type Stage } from './support/stage.ts';

const UNKNOWN_USER: Entry = {
  kind: 'error',
  mail: 'earlier' as MailId,
  at: NOW - DAY,
  reason: 'userUnknown',
  blame: 'mailbox',
};

const happened = ({ ports }: Stage, address: string, ...entries: readonly Entry[]) =>
  recordEntries(ports, { key: keyOfAddress(address), address }, entries, POLICY);

describe('mail to an address in quarantine', () => {
  it('ends at entry, and the others leave', async () => {
    const stage = createStage();
    await happened(stage, 'x@swift.test', UNKNOWN_USER);

    await stage.throttle([
      record(message('swift', 'kept')),
      record(message('swift', 'goes', { to: 'y@swift.test' })),
    ]);

    expect(stage.sentIds()).toEqual(['goes']);
    expect(stage.events).toMatchObject([
      { id: 'kept', kind: 'suppressed', by: 'quarantine', reason: 'userUnknown' },
    ]);
  });

  it('ends at dispatch when it waited before the quarantine began', async () => {
    const stage = createStage();
    await stage.throttle(records('hourly', 3));
    expect(stage.sentIds()).toEqual(['hourly-0']);
    await happened(stage, 'x@hourly.test', UNKNOWN_USER);
    stage.time.now += 2 * MINUTE;

    await stage.pump(keyOf('hourly'));

    expect(stage.sentIds()).toEqual(['hourly-0']);
    expect(stage.events.map(({ id, kind }) => [id, kind])).toEqual([
      ['hourly-1', 'suppressed'],
      ['hourly-2', 'suppressed'],
    ]);
  });

  it('is known by one spelling of the address as by another', async () => {
    const stage = createStage();
    await happened(stage, 'X@Swift.Test', UNKNOWN_USER);
    await stage.throttle([record(message('swift', 'm'))]);
    expect(stage.events).toMatchObject([{ kind: 'suppressed' }]);
  });
});

describe('mail that was sent again after a doubt', () => {
  it('ends in doubt when its address is in quarantine by then, for it may have left the first time', async () => {
    const stage = createStage();
    await happened(stage, 'x@swift.test', UNKNOWN_USER);
    const envelope = { v: 1, firstSeen: NOW, expiresAt: NOW + DAY, lane: 0, hops: 1, resent: true } as const;
    await stage.throttle([record(message('swift', 'again'), { envelope, lane: 1 })]);
    expect(stage.events).toMatchObject([{ id: 'again', kind: 'inDoubt' }]);
  });
});

describe('mail to a domain that takes none', () => {
  const nowhere = () => createStage({ lookUp: () => ({ kind: 'undeliverable', text: 'no such domain' }) });

  it('is an error of its address: the third, a day apart each, quarantines it', async () => {
    const stage = nowhere();
    for (const day of [0, 1, 2, 3]) {
      stage.time.now = NOW + day * DAY;
      await stage.throttle([record(message('gone', `m${day}`), { sentAt: stage.time.now })]);
    }
    expect(stage.events.map(({ kind, quarantine }) => [kind, quarantine?.step, quarantine?.count])).toEqual([
      ['undeliverable', 'counted', 1],
      ['undeliverable', 'counted', 2],
      ['undeliverable', 'quarantined', undefined],
      ['suppressed', undefined, undefined],
    ]);
    expect(stage.addresses.said).toMatchObject([
      { mailId: 'm0', source: 'dns', reply: 'no such domain', reason: 'invalidDomain' },
      { mailId: 'm1' },
      { mailId: 'm2' },
    ]);
  });

  it('counts at its next try when it could not be counted at its first', async () => {
    const stage = nowhere();
    const { quarantine } = stage.ports;
    const broken = { ...quarantine, get: () => Promise.reject(new Error('throttled')) };
    const mail = record(message('gone', 'm'));
    expect(await stage.throttle([mail], { quarantine: broken })).toEqual(new Set([mail.recordId]));
    await stage.throttle([mail]);
    expect(stage.addresses.records.get(keyOfAddress('x@gone.test'))?.standing.counts).toEqual({
      invalidDomain: [NOW],
    });
  });

  it('counts once however often it comes back', async () => {
    const stage = nowhere();
    const mute = {
      publish: async (events: readonly { eventId: string }[]) => new Set(events.map((e) => e.eventId)),
    };
    const mail = record(message('gone', 'm'));
    expect(await stage.throttle([mail], { outcomes: mute })).toEqual(new Set([mail.recordId]));
    stage.time.now += 2 * DAY;
    await stage.throttle([mail]);
    expect(stage.addresses.records.get(keyOfAddress('x@gone.test'))?.standing.counts).toEqual({
      invalidDomain: [NOW],
    });
  });
});

describe('mail to an address whose errors are counted', () => {
  it('leaves with the word to watch for its delivery', async () => {
    const stage = createStage();
    const full: Entry = { ...UNKNOWN_USER, reason: 'mailboxFull' };
    await happened(stage, 'x@swift.test', full);
    await stage.throttle([
      record(message('swift', 'watched')),
      record(message('swift', 'plain', { to: 'y@swift.test' })),
    ]);
    const watch = stage.sent.map(({ envelope }) => [envelope.slot?.address, envelope.slot?.watch]);
    expect(watch).toEqual([
      [keyOfAddress('x@swift.test'), true],
      [keyOfAddress('y@swift.test'), undefined],
    ]);
  });
});
