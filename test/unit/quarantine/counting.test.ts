import { describe, expect, it } from 'vitest';
import type { MailId } from '../../../shared/message/mail.ts';
import { standingOf } from '../../../shared/quarantine/standing-of.ts';
import { DAY, HOUR } from '../../../shared/time/units.ts';
import { POLICY } from '../../support/quarantine.ts';
import {
  act,
  counted,
  daily,
  delivered,
  error,
  handedOver,
  SIGNIFICANT,
  START,
  suppression,
} from './support/history.ts';

describe('errors of one reason', () => {
  it('count at 21 h 36 min from the last and not a millisecond before', () => {
    const first = error('mailboxFull', 0);
    expect(counted([first, error('mailboxFull', SIGNIFICANT - 1)])).toEqual([0]);
    expect(counted([first, error('mailboxFull', SIGNIFICANT)])).toEqual([0, SIGNIFICANT]);
  });

  it('are measured from the last that counted, not from the last that happened', () => {
    const hourly = Array.from({ length: 23 }, (_, hour) => error('mailboxFull', hour * HOUR));
    expect(counted(hourly)).toEqual([0, 22 * HOUR]);
  });

  it('do not wait for errors of other reasons', () => {
    const errors = [error('mailboxFull', 0), error('inactiveUser', HOUR)];
    expect(standingOf(errors, POLICY).counts).toEqual({
      mailboxFull: [START],
      inactiveUser: [START + HOUR],
    });
  });
});

describe('a mail', () => {
  const mail = 'one-mail' as MailId;

  it('adds one error, its earliest, however often it bounces', () => {
    const errors = [0, 1, 2].map((day) => error('mailboxFull', day * DAY, { mail }));
    expect(counted(errors)).toEqual([0]);
  });

  it('adds its earliest error though a later one is graver', () => {
    const errors = [error('userUnknown', DAY, { mail }), error('mailboxFull', 0, { mail })];
    expect(suppression(errors, DAY)).toBeUndefined();
    expect(counted(errors)).toEqual([0]);
  });

  it.each([
    { a: 'userUnknown', b: 'inactiveUser', first: 'userUnknown' },
    { a: 'mailboxFull', b: 'inactiveUser', first: 'inactiveUser' },
    { a: 'mailboxFull', b: 'refused', first: 'mailboxFull' },
  ] as const)('adds $first of $a and $b of one moment', ({ a, b, first }) => {
    const [one, other] = [error(a, 0, { mail }), error(b, 0, { mail })];
    const { counts, quarantine } = standingOf([one, other], POLICY);
    expect(first in counts || quarantine?.reason === first).toBe(true);
    expect(standingOf([other, one], POLICY)).toEqual({
      counts,
      lastErrorAt: START,
      ...(quarantine ? { quarantine } : {}),
    });
  });
});

describe('event time', () => {
  it('decides, not arrival: an error that comes late quarantines since the third', () => {
    const [first, second, third] = daily('mailboxFull', 3);
    const arrived = [third, first, second].filter((entry) => entry !== undefined);
    expect(standingOf(arrived, POLICY).quarantine?.since).toBe(START + 2 * DAY);
  });

  it('makes an error that came first insignificant when an earlier one turns up', () => {
    const late = [error('mailboxFull', 10 * HOUR), error('mailboxFull', 0)];
    expect(counted(late)).toEqual([0]);
  });
});

describe('quiet days', () => {
  const before = daily('mailboxFull', 2);
  const last = DAY;
  const again = (at: number) => counted([...before, handedOver(5 * DAY), error('mailboxFull', at)]);

  it('reset the counters at ten and not a millisecond before', () => {
    expect(again(last + 10 * DAY)).toEqual([last + 10 * DAY]);
    expect(again(last + 10 * DAY - 1)).toEqual([]);
    expect(
      suppression([...before, handedOver(5 * DAY), error('mailboxFull', 11 * DAY - 1)], 11 * DAY),
    ).toBeDefined();
  });

  it('reset the counters of all reasons, at an error of any', () => {
    const entries = [...before, handedOver(5 * DAY), error('refused', 11 * DAY)];
    expect(standingOf(entries, POLICY).counts).toEqual({});
  });

  const bounced = 'bounced' as MailId;
  it.each([
    { what: 'no mail in them', between: [] },
    { what: 'a mail in them that came back', between: [handedOver(5 * DAY, bounced)] },
    { what: 'a mail at their very beginning', between: [handedOver(last)] },
    { what: 'a mail at their very end', between: [handedOver(11 * DAY)] },
  ])('reset nothing with $what', ({ between }) => {
    const entries = [...before, ...between, error('mailboxFull', 11 * DAY, { mail: bounced })];
    expect(suppression(entries, 11 * DAY)).toMatchObject({ reason: 'mailboxFull' });
  });

  it('are not quiet with an error in them that counts for nothing', () => {
    const entries = [
      ...before,
      handedOver(5 * DAY),
      error('refused', 6 * DAY),
      error('mailboxFull', 11 * DAY),
    ];
    expect(suppression(entries, 11 * DAY)).toMatchObject({ reason: 'mailboxFull' });
  });
});

describe('a delivery', () => {
  const mail = 'delivered-mail' as MailId;
  const first = error('mailboxFull', 0);
  const AT = HOUR;
  const EFFECT = AT + 2 * DAY;
  /** Nothing but time goes by. */
  const later = (at: number) => act('disallow', at);

  it('clears the counters after two days, on the millisecond', () => {
    expect(counted([first, delivered(AT), later(EFFECT - 1)])).toEqual([0]);
    expect(counted([first, delivered(AT), later(EFFECT)])).toEqual([]);
  });

  it.each([
    { what: 'of the same mail at its very moment', bounce: error('refused', AT, { mail }), cleared: false },
    {
      what: 'of the same mail on the last millisecond',
      bounce: error('refused', EFFECT, { mail }),
      cleared: false,
    },
    {
      what: 'of the same mail a millisecond later',
      bounce: error('refused', EFFECT + 1, { mail }),
      cleared: true,
    },
    { what: 'of the same mail before it', bounce: error('refused', AT - 1, { mail }), cleared: true },
    { what: 'of another mail', bounce: error('refused', DAY), cleared: true },
  ])('with a bounce $what: cleared $cleared', ({ bounce, cleared }) => {
    const entries = [first, delivered(AT, mail), bounce, later(EFFECT + 2)];
    expect(counted(entries)).toEqual(cleared ? [] : [0]);
  });

  it('takes off errors up to its own moment and leaves later ones', () => {
    const entries = [error('mailboxFull', AT), error('mailboxFull', AT + DAY), delivered(AT), later(EFFECT)];
    expect(counted(entries)).toEqual([AT + DAY]);
  });

  it('leaves the old counter to errors before it takes effect', () => {
    const errors = [error('mailboxFull', 0), error('mailboxFull', DAY), error('mailboxFull', 2 * DAY)];
    const quarantine = standingOf([...errors, delivered(DAY + HOUR), later(9 * DAY)], POLICY).quarantine;
    expect(quarantine?.since).toBe(START + 2 * DAY);
  });

  it('has taken effect for an error of that very moment', () => {
    expect(counted([first, delivered(AT), error('mailboxFull', EFFECT)])).toEqual([EFFECT]);
  });

  it('never lifts a quarantine', () => {
    const entries = [error('userUnknown', 0), delivered(AT), later(30 * DAY)];
    expect(suppression(entries, 30 * DAY)).toMatchObject({ reason: 'userUnknown' });
  });
});

describe('a quarantine that holds', () => {
  const full = daily('mailboxFull', 3);
  const since = 2 * DAY;
  const end = since + 30 * DAY;

  it('counts no errors of its reason, and counts those of others', () => {
    const { counts } = standingOf(
      [...full, error('mailboxFull', end - 1), error('inactiveUser', 9 * DAY)],
      POLICY,
    );
    expect(counts).toEqual({ inactiveUser: [START + 9 * DAY] });
  });

  it('is over on the millisecond: the next error starts a new count', () => {
    expect(counted([...full, error('mailboxFull', end)])).toEqual([end]);
  });

  it.each([
    {
      what: 'no release over one',
      next: daily('inactiveUser', 3, { from: 5 * DAY }),
      reason: 'inactiveUser',
    },
    {
      what: 'an unknown user over a full mailbox',
      next: [error('userUnknown', 5 * DAY)],
      reason: 'userUnknown',
    },
    {
      what: 'a later release over an earlier',
      next: daily('unreachable', 5, { from: 3 * DAY, blame: 'network' }),
      reason: 'unreachable',
    },
  ] as const)('gives way to a stronger one: $what', ({ next, reason }) => {
    const { quarantine } = standingOf([...full, ...next], POLICY);
    expect(quarantine).toMatchObject({ reason, since: next.at(-1)?.at });
  });

  it('does not give way to a weaker one', () => {
    const errors = [...daily('inactiveUser', 3), ...daily('mailboxFull', 3, { from: 5 * DAY })];
    expect(standingOf(errors, POLICY)).toMatchObject({
      quarantine: { reason: 'inactiveUser', since: START + 2 * DAY },
      counts: {},
    });
  });

  it('does not give way to one of another reason that ends sooner, or is as strong', () => {
    const { mailboxFull: _month, ...others } = POLICY.reasons;
    const policy = { ...POLICY, reasons: { ...others, mailboxFull: { after: 3, releaseAfter: 9 * DAY } } };
    const unreachable = daily('unreachable', 5, { blame: 'network' });
    const sooner = [...unreachable, ...daily('mailboxFull', 3, { from: 5 * DAY })];
    expect(standingOf(sooner, policy).quarantine).toMatchObject({ reason: 'unreachable' });
    const asStrong = [...daily('inactiveUser', 3), error('userUnknown', 5 * DAY)];
    expect(standingOf(asStrong, POLICY).quarantine).toMatchObject({ reason: 'inactiveUser' });
  });

  it('gives way to a weaker one once it is over', () => {
    const again = daily('mailboxFull', 3, { from: end });
    expect(standingOf([...full, ...again], POLICY).quarantine?.since).toBe(START + end + 2 * DAY);
  });
});
