import { describe, expect, it } from 'vitest';
import { runTrial } from '../../../../cli/doctor/trial/run-trial.ts';
import { readAddress } from '../../../../shared/message/address.ts';
import type { MailId } from '../../../../shared/message/mail.ts';
import { parseMail } from '../../../../shared/message/parse.ts';
import type { Ending } from '../../../../shared/outcome/event.ts';
import { type EpochSeconds, MINUTE } from '../../../../shared/time/units.ts';
import { createDesk, keyOf, NOW } from '../support/desk.ts';

const bouncedTo = 'bounce+l1@simulator.amazonses.com';
const HANDED_OVER: Ending = { kind: 'handedOver', at: NOW };

/** A deployment that ends the two mails as told, a few seconds after they are queued; undefined: never. */
function deployment(given: {
  readonly success?: Ending;
  readonly bounce?: Ending;
  readonly event?: 'told' | 'toldWithoutQuarantine';
  readonly lost?: boolean;
}) {
  const desk = createDesk();
  const queued: string[] = [];
  const end = async (kind: 'success' | 'bounce', ending: Ending | undefined) => {
    if (!ending) return;
    const echo = { stream: 'transactional', pool: 'shared' };
    const row = { id: `doctor-${kind}-l1` as MailId, state: 'ended', bodyHash: 'h', echo, ending } as const;
    await desk.delivery.putIfFree({ ...row, ttl: 0 as EpochSeconds });
  };
  const tell = async () => {
    const mailId = 'doctor-bounce-l1' as MailId;
    const key = keyOf(bouncedTo);
    const { evidence } = desk.connection;
    await evidence.put({ key, mailId, at: NOW, kind: 'bounced', source: 'ses', reason: 'userUnknown' });
    if (given.event === 'told')
      await desk.record(bouncedTo, {
        kind: 'error',
        mail: mailId,
        at: NOW,
        reason: 'userUnknown',
        blame: 'mailbox',
      });
  };
  const connection = {
    ...desk.connection,
    enqueue: async (bodies: readonly string[]) => {
      queued.push(...bodies);
      if (given.lost) return new Set([1]);
      await end('success', given.success);
      await end('bounce', given.bounce);
      if (given.event) await tell();
      return new Set<number>();
    },
  };
  const run = (identity = 'shop.test') =>
    runTrial(connection, {
      identity,
      label: 'l1',
      patience: MINUTE,
      stackOption: ' --stack MxPacer',
      onProgress: () => undefined,
    });
  return { run, queued, desk };
}

const WELL = { success: HANDED_OVER, bounce: HANDED_OVER, event: 'told' } as const;

describe('the trial of the doctor', () => {
  it('sends two mails that any deployment takes, to labelled addresses of the simulator', async () => {
    const { run, queued } = deployment(WELL);
    await run();

    const mails = queued.map((body) => parseMail(body, { known: new Set(['shared']), default: 'shared' }));
    expect(mails).toMatchObject([
      { ok: true, mail: { to: { address: 'success+l1@simulator.amazonses.com' }, stream: 'transactional' } },
      { ok: true, mail: { to: { address: bouncedTo } } },
    ]);
    expect(queued[0]).toContain('"mx-pacer-doctor@shop.test"');
    expect(readAddress('mx-pacer-doctor@shop.test').ok).toBe(true);
  });

  it('leaves from the identity itself where that is an address', async () => {
    const { run, queued } = deployment(WELL);
    await run('me@shop.test');

    expect(queued[0]).toContain('"me@shop.test"');
  });

  it('is well when both left and the bounce quarantined its address, which is forgotten then', async () => {
    const { run, desk } = deployment(WELL);
    const findings = await run();

    expect(findings.map(({ check, verdict }) => [check, verdict])).toEqual([
      ['queued', 'ok'],
      ['handed over', 'ok'],
      ['handed over', 'ok'],
      ['bounce', 'ok'],
      ['cleaned up', 'ok'],
    ]);
    expect(desk.records.get(keyOf(bouncedTo))).toMatchObject({ forgotten: true });
    expect(desk.records.get(keyOf(bouncedTo))).not.toHaveProperty('address');
    expect(await desk.connection.evidence.of(keyOf(bouncedTo))).toEqual([]);
  });

  it.each([
    ['a mail that nobody takes', {}, 'handed over', 'not handed over within 1 min'],
    [
      'a mail that ends otherwise',
      { ...WELL, success: { kind: 'refusedBySes', at: NOW, detail: 'no such set' } as const },
      'handed over',
      'ended as refusedBySes: no such set',
    ],
    [
      'a bounce that nobody hears of',
      { success: HANDED_OVER, bounce: HANDED_OVER },
      'bounce',
      'no bounce event of it came within 1 min',
    ],
    [
      'a bounce without consequences',
      { ...WELL, event: 'toldWithoutQuarantine' as const },
      'bounce',
      'was not quarantined',
    ],
    ['a queue that takes nothing', { lost: true }, 'queued', 'did not take'],
  ])('fails for %s, and says how to look further', async (_what, given, check, text) => {
    const findings = await deployment(given).run();

    expect(findings).toContainEqual({
      group: 'Way of a mail',
      check,
      verdict: 'fail',
      text: expect.stringContaining(text),
      mend: expect.any(String),
    });
  });

  it('does not wait for the bounce of a mail that did not leave', async () => {
    const findings = await deployment({ success: HANDED_OVER }).run();

    expect(findings).toContainEqual(expect.objectContaining({ check: 'bounce', verdict: 'skipped' }));
  });

  it('forgets the address even when a table fails on the way', async () => {
    const { desk } = deployment(WELL);
    await desk.record(bouncedTo, {
      kind: 'error',
      mail: 'x' as MailId,
      at: NOW,
      reason: 'userUnknown',
      blame: 'mailbox',
    });
    const broken = { ...desk.connection, delivery: { get: () => Promise.reject(new Error('throttled')) } };
    const ran = runTrial(broken, {
      identity: 'shop.test',
      label: 'l1',
      patience: MINUTE,
      stackOption: '',
      onProgress: () => undefined,
    });

    await expect(ran).rejects.toThrow('throttled');
    expect(desk.records.get(keyOf(bouncedTo))).toMatchObject({ forgotten: true });
  });
});
