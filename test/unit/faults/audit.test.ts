import { describe, expect, it } from 'vitest';
import { audit, type Books } from '../../../scripts/faults/audit.ts';
import { CATALOGUE } from '../../../scripts/faults/catalogue.ts';
import { mailsFor } from '../../../scripts/faults/mails.ts';
import { letPass } from '../../../scripts/faults/proxy.ts';
import type { Scenario } from '../../../scripts/faults/scenario.ts';
import { faultTable } from '../../../scripts/faults/table.ts';
import type { OutcomeEvent } from '../../../shared/outcome/event.ts';
import { SECOND } from '../../../shared/time/units.ts';

const HEALED = Date.parse('2026-11-26T12:00:00Z');
const scenario: Scenario = { name: 'a-fault', what: 'something', why: 'so', lasts: 1, begin: () => letPass };
const mails = mailsFor({ name: 'a-fault', mailsEach: 2 }, HEALED);

const told = (id: string, kind: string): OutcomeEvent =>
  ({ id, kind, at: new Date(HEALED + 4 * SECOND).toISOString() }) as unknown as OutcomeEvent;
const taken = ({ to }: { readonly to: string }, at = HEALED + SECOND) => ({
  recipient: to,
  mx: `mx.${to.split('@')[1]}`,
  at,
});

/** All went well. */
const books: Books = {
  mails,
  events: mails.map(({ id }) => told(id, 'handedOver')),
  accepted: mails.map((mail) => taken(mail)),
  waiting: 0,
  doubtful: [],
  resent: 0,
  deadLetters: 0,
  doubts: 0,
  injected: 7,
  healedAt: HEALED,
  settledAt: HEALED + 4 * SECOND,
};
const [first, ...others] = mails;
const id = first?.id ?? '';
const lastOnes = books.events.slice(1);

const auditWith = (more: Partial<Books>, of: Scenario = scenario) => audit(of, { ...books, ...more }, []);

describe('the audit of a fault', () => {
  it('finds nothing wrong where every mail was handed over once', () => {
    expect(auditWith({})).toEqual({
      fault: 'a-fault',
      what: 'something',
      injected: 7,
      mails: 6,
      handedOver: 6,
      waiting: 0,
      inDoubt: 0,
      doubled: 0,
      lost: 0,
      recoverySeconds: 4,
      wrong: [],
    });
  });

  it.each<readonly [string, Partial<Books>, string]>([
    [
      'a mail that SES took twice',
      { accepted: [...books.accepted, ...books.accepted.slice(0, 1)] },
      '1 doubled',
    ],
    [
      'a mail of which nothing is known',
      { events: lastOnes, accepted: others.map((mail) => taken(mail)) },
      '1 lost',
    ],
    ['a mail that SES took and nobody told of', { events: lastOnes }, '1 lost'],
    ['a mail that waits still', { events: lastOnes, waiting: 1 }, '1 still waiting'],
    ['a dead letter', { deadLetters: 2 }, '2 dead letters'],
    ['a fault that never acted', { injected: 0 }, 'the fault never acted'],
    ['a doubt that no call explains', { events: [told(id, 'inDoubt'), ...lastOnes] }, '1 in doubt beyond'],
    ['a mail with two ends', { events: [told(id, 'expired'), ...books.events] }, `${id} ended as`],
    [
      'a mail told as handed over that SES never had',
      { accepted: books.accepted.slice(1) },
      'SES never had it',
    ],
    [
      'a mail that SES took, told as something else',
      { events: [told(id, 'expired'), ...lastOnes] },
      `SES took ${id}`,
    ],
  ])('names %s', (_case, more, words) => {
    expect(auditWith(more).wrong).toContainEqual(expect.stringContaining(words));
  });

  it('names a limit that was passed in any sliding minute', () => {
    const many = Array.from({ length: 61 }, (_, at) =>
      taken({ to: `x${at}@slowpost.test` }, HEALED + at * 900),
    );
    expect(auditWith({ accepted: [...books.accepted, ...many] }).wrong).toContain(
      'slowpost: 61 in a minute, 60 allowed',
    );
  });

  it('lets as many mails end in doubt as calls were cut off, or any number where the fault says so', () => {
    const doubted = { events: [told(id, 'inDoubt'), ...lastOnes], accepted: books.accepted.slice(1) };
    expect(auditWith({ ...doubted, doubts: 1 }).wrong).toEqual([]);
    expect(auditWith(doubted).wrong).toHaveLength(1);
    expect(auditWith(doubted, { ...scenario, mayDoubt: true })).toMatchObject({ inDoubt: 1, wrong: [] });
  });

  it('counts a mail in doubt that waits for an event of SES as in doubt, not as waiting or lost', () => {
    const waitsInDoubt = { events: lastOnes, accepted: books.accepted.slice(1), doubtful: [id] };
    expect(auditWith({ ...waitsInDoubt, doubts: 1 })).toMatchObject({
      inDoubt: 1,
      waiting: 0,
      lost: 0,
      wrong: [],
    });
    expect(auditWith(waitsInDoubt).wrong).toHaveLength(1);
  });

  it('lets a mail come twice only where it was sent again after a doubt, and the fault says so', () => {
    const twice = { accepted: [...books.accepted, ...books.accepted.slice(0, 1)], resent: 1 };
    expect(auditWith(twice, { ...scenario, mayDoubt: true })).toMatchObject({ doubled: 1, wrong: [] });
    expect(auditWith({ ...twice, resent: 0 }, { ...scenario, mayDoubt: true }).wrong).toEqual(['1 doubled']);
    expect(auditWith(twice).wrong).toEqual(['1 doubled']);
  });

  it('lets a mail that SES took end in doubt only where SES tells of no hand-over', () => {
    const left = { events: [told(id, 'inDoubt'), ...lastOnes] };
    expect(auditWith(left, { ...scenario, mayDoubt: true, noEvents: true }).wrong).toEqual([]);
    expect(auditWith(left, { ...scenario, mayDoubt: true }).wrong).toEqual([
      `SES took ${id}, told as inDoubt`,
    ]);
  });

  it('ends in a table that says below it what is not as stated', () => {
    const text = faultTable([auditWith({}), auditWith({ deadLetters: 1 })]);
    expect(text).toMatch(/^a-fault +7 +6 +6 +0 +0 +0 +0 +4 s +as stated$/m);
    expect(text).toMatch(/NOT AS STATED\n\na-fault: 1 dead letters$/);
  });
});

it('every fault has a name of its own, and words for the page', () => {
  const names = CATALOGUE.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { what, why } of CATALOGUE) expect([what, why]).not.toContain('');
});
