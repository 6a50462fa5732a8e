import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../shared/quarantine/entry.ts';
import { standingOf } from '../../../shared/quarantine/standing-of.ts';
import { stepOf } from '../../../shared/quarantine/step-of.ts';
import { DAY, HOUR } from '../../../shared/time/units.ts';
import { POLICY } from '../../support/quarantine.ts';
import { act, complaint, daily, delivered, error } from './support/history.ts';

/** What an entry did to an address of which the others were known. */
const step = (known: readonly Entry[], entry: Entry) =>
  stepOf(standingOf(known, POLICY), standingOf([...known, entry], POLICY), entry, POLICY);

const two = daily('mailboxFull', 2);

describe('the step of an entry', () => {
  it.each<{ what: string; known: readonly Entry[]; entry: Entry; expected: ReturnType<typeof stepOf> }>([
    {
      what: 'a first error is counted',
      known: [],
      entry: error('mailboxFull', 0),
      expected: { step: 'counted', count: 1, of: 3 },
    },
    {
      what: 'a second error is counted',
      known: daily('mailboxFull', 1),
      entry: error('mailboxFull', DAY),
      expected: { step: 'counted', count: 2, of: 3 },
    },
    {
      what: 'the last error quarantines until a day',
      known: two,
      entry: error('mailboxFull', 2 * DAY),
      expected: { step: 'quarantined', until: '2026-12-04T09:00:00.000Z' },
    },
    {
      what: 'an unknown user quarantines for good',
      known: [],
      entry: error('userUnknown', 0),
      expected: { step: 'quarantined' },
    },
    {
      what: 'an error that comes late quarantines when others waited for it',
      known: [error('mailboxFull', DAY), error('mailboxFull', 2 * DAY)],
      entry: error('mailboxFull', 0),
      expected: { step: 'quarantined', until: '2026-12-04T09:00:00.000Z' },
    },
    {
      what: 'a stronger quarantine is told',
      known: daily('mailboxFull', 3),
      entry: error('userUnknown', 3 * DAY),
      expected: { step: 'quarantined' },
    },
    {
      what: 'an error too soon does nothing',
      known: two,
      entry: error('mailboxFull', DAY + HOUR),
      expected: undefined,
    },
    {
      what: 'an error that never counts does nothing',
      known: [],
      entry: error('refused', 0),
      expected: undefined,
    },
    {
      what: 'an error in a quarantine of its reason does nothing',
      known: daily('mailboxFull', 3),
      entry: error('mailboxFull', 5 * DAY),
      expected: undefined,
    },
    { what: 'a complaint denies', known: two, entry: complaint(2 * DAY), expected: { step: 'denylisted' } },
    {
      what: 'a complaint from before a release does nothing',
      known: [act('release', DAY)],
      entry: complaint(0),
      expected: undefined,
    },
    { what: 'a delivery does nothing', known: two, entry: delivered(2 * DAY), expected: undefined },
  ])('$what', ({ known, entry, expected }) => {
    expect(step(known, entry)).toEqual(expected);
  });

  it.each([error('userUnknown', 0), error('mailboxFull', 0), complaint(0)])(
    'is told again when the event comes again: $kind',
    (entry) => {
      const after = standingOf([entry], POLICY);
      expect(stepOf(after, after, entry, POLICY)).toEqual(step([], entry));
    },
  );
});
