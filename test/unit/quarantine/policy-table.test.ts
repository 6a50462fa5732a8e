import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Blame, FailureReason } from '../../../shared/outcome/event.ts';
import { BLAMES } from '../../../shared/outcome/event.ts';
import type { QuarantinePolicy } from '../../../shared/quarantine/policy.ts';
import { standingOf } from '../../../shared/quarantine/standing-of.ts';
import { compileQuarantine, quarantineSchema } from '../../../shared/rules/quarantine-schema.ts';
import { DAY } from '../../../shared/time/units.ts';
import { POLICY } from '../../support/quarantine.ts';
import { complaint, counted, daily, error, START, suppression } from './support/history.ts';

it('the shipped policy is the seed’s', () => {
  const shipped = quarantineSchema.parse(parse(readFileSync('rules/quarantine.yaml', 'utf8')));
  expect(compileQuarantine(shipped)).toEqual(POLICY);
});

interface Line {
  readonly reason: FailureReason;
  readonly after: number;
  readonly releasedAfter?: number;
  readonly blame?: Blame;
}

describe.each<Line>([
  { reason: 'userUnknown', after: 1 },
  { reason: 'mailboxFull', after: 3, releasedAfter: 30 * DAY },
  { reason: 'inactiveUser', after: 3 },
  { reason: 'invalidDomain', after: 3 },
  { reason: 'unreachable', after: 5, releasedAfter: 30 * DAY, blame: 'network' },
])('$reason', ({ reason, after, releasedAfter, blame }) => {
  const of = (times: number) => daily(reason, times, blame ? { blame } : {});
  const last = (after - 1) * DAY;

  it(`quarantines at error ${after} and not before`, () => {
    expect(standingOf(of(after - 1), POLICY).quarantine).toBeUndefined();
    expect(standingOf(of(after), POLICY).quarantine).toEqual({
      since: START + last,
      reason,
      ...(releasedAfter === undefined ? {} : { releaseAt: START + last + releasedAfter }),
    });
  });

  it('starts its counter anew with the quarantine', () => {
    expect(standingOf(of(after), POLICY).counts).toEqual({});
  });

  it(releasedAfter === undefined ? 'is never released by itself' : 'is released on the millisecond', () => {
    const end = last + (releasedAfter ?? 20 * 365 * DAY);
    expect(suppression(of(after), end - 1)).toMatchObject({ by: 'quarantine', reason });
    if (releasedAfter === undefined) expect(suppression(of(after), end)).toBeDefined();
    else expect(suppression(of(after), end)).toBeUndefined();
  });
});

it.each<{ what: string; reason: FailureReason; blame?: Blame }>([
  { what: 'a refusal', reason: 'refused', blame: 'sender' },
  { what: 'an unclassified failure', reason: 'unreachable' },
  ...BLAMES.filter((blame) => blame !== 'network').map((blame) => ({
    what: `unreachable with the ${blame} to blame`,
    reason: 'unreachable' as const,
    blame,
  })),
])('$what never counts, however often it happens', ({ reason, blame }) => {
  const standing = standingOf(daily(reason, 40, blame ? { blame } : {}), POLICY);
  expect(standing).toEqual({ counts: {}, lastErrorAt: START + 39 * DAY });
});

it('counts errors whoever is to blame where the policy names nobody', () => {
  const errors = [
    error('mailboxFull', 0),
    error('mailboxFull', DAY, { blame: 'mailbox' }),
    error('mailboxFull', 2 * DAY, { blame: 'sender' }),
  ];
  expect(suppression(errors, 2 * DAY)).toMatchObject({ by: 'quarantine' });
});

it('counts each reason by itself', () => {
  const errors = (['mailboxFull', 'inactiveUser', 'invalidDomain'] as const).flatMap((reason) =>
    daily(reason, 2),
  );
  expect(suppression(errors, DAY)).toBeUndefined();
  for (const reason of ['mailboxFull', 'inactiveUser', 'invalidDomain'] as const)
    expect(counted(errors, reason)).toEqual([0, DAY]);
});

describe('a complaint', () => {
  const byStream: QuarantinePolicy = { ...POLICY, complaint: { scope: 'stream' } };
  const denylist = (entries: Parameters<typeof standingOf>[0], policy = POLICY) =>
    standingOf(entries, policy).denylist;

  it('denies all streams but the transactional, since the first of them, for ever', () => {
    const entries = [complaint(DAY), complaint(2 * DAY, 'news')];
    expect(denylist(entries)).toEqual({ since: START + DAY, streams: 'allButTransactional' });
    expect(suppression(entries, 9_999 * DAY)).toEqual({ by: 'denylist', since: START + DAY });
  });

  it('denies the streams complained of where the policy says so', () => {
    const entries = [complaint(DAY, 'news'), complaint(0, 'marketing'), complaint(2 * DAY, 'news')];
    expect(denylist(entries, byStream)).toEqual({ since: START, streams: ['marketing', 'news'] });
  });

  it('narrows no denylist of an operator', () => {
    const deny = { kind: 'act', act: 'deny', at: START, by: 'ada' } as const;
    expect(denylist([deny, complaint(DAY, 'news')], byStream)).toEqual({
      since: START,
      streams: 'allButTransactional',
    });
  });

  it('leaves counters and quarantine alone', () => {
    const errors = daily('mailboxFull', 2);
    const { denylist: _denied, ...rest } = standingOf([...errors, complaint(3 * DAY)], POLICY);
    expect(rest).toEqual(standingOf(errors, POLICY));
  });
});
