import { describe, expect, it } from 'vitest';
import { afterFailure } from '../../../local/servers/ses/after-failure.ts';
import { bounceKindOf, delayTypeOf, failureOf } from '../../../local/servers/ses/verdict.ts';

describe('an SMTP failure', () => {
  it.each([
    ['550 5.1.1 User unknown', { status: '5.1.1', permanent: true }],
    ['550 User unknown', { status: '5.0.0', permanent: true }],
    ['421 4.7.0 Slow down', { status: '4.7.0', permanent: false }],
    ['452 Full', { status: '4.0.0', permanent: false }],
    ['connect ECONNREFUSED 127.0.0.1:25', { status: '4.0.0', permanent: false }],
  ])('%s', (reply, failure) => {
    expect(failureOf(reply)).toEqual({ reply, ...failure });
  });

  it.each([
    ['550 5.1.1 x', 'Permanent', 'General'],
    ['552 5.2.2 x', 'Transient', 'MailboxFull'],
    ['552 5.3.4 x', 'Transient', 'MessageTooLarge'],
    ['554 5.7.1 x', 'Transient', 'ContentRejected'],
    ['554 5.6.0 x', 'Transient', 'ContentRejected'],
    ['452 4.2.2 x', 'Transient', 'MailboxFull'],
    ['451 4.3.0 x', 'Transient', 'General'],
  ])('%s bounces as %s/%s', (reply, type, subType) => {
    expect(bounceKindOf(failureOf(reply))).toEqual([type, subType]);
  });

  it.each([
    ['550 5.1.1 x', 'Permanent', 'NoEmail'],
    ['550 5.1.2 x', 'Permanent', 'General'],
    ['552 5.2.2 x', 'Transient', 'MailboxFull'],
    ['450 4.1.1 x', 'Transient', 'General'],
  ])('%s bounces as %s/%s when SES names unknown users', (reply, type, subType) => {
    expect(bounceKindOf(failureOf(reply), true)).toEqual([type, subType]);
  });

  it.each([
    ['421 4.7.0 x', 'IPFailure'],
    ['452 4.2.2 x', 'MailboxFull'],
    ['451 x', 'General'],
    ['connect ECONNREFUSED', 'TransientCommunicationFailure'],
  ])('%s delays as %s', (reply, delayType) => {
    expect(delayTypeOf(failureOf(reply))).toBe(delayType);
  });
});

describe('after a failed try SES', () => {
  const tried = { failure: failureOf('421 x'), attempt: 0, at: 1_000, expiresAt: 10_000 };
  const waits = [100, 8_999, 9_000];

  it.each([
    ['bounces what was refused for good', { failure: failureOf('550 x') }, { kind: 'bounce' }],
    ['tries again after the first wait', {}, { kind: 'retry', afterMillis: 100 }],
    ['tries again just before the end', { attempt: 1 }, { kind: 'retry', afterMillis: 8_999 }],
    [
      'gives up when the next try would come at the end',
      { attempt: 2 },
      { kind: 'expire', afterMillis: 9_000 },
    ],
    ['repeats the last wait', { attempt: 9, at: 0 }, { kind: 'retry', afterMillis: 9_000 }],
    ['gives up at once when the time is over', { at: 11_000 }, { kind: 'expire', afterMillis: 0 }],
  ])('%s', (_case, change, step) => {
    expect(afterFailure({ ...tried, ...change }, waits)).toEqual(step);
  });
});
