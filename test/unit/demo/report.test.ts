import { describe, expect, it } from 'vitest';
import type { Paced } from '../../../local/demo/acts/paced.ts';
import { booksOf, totalsOf } from '../../../local/demo/audit/books.ts';
import type { Tally } from '../../../local/demo/audit/tally.ts';
import { CATALOGUE } from '../../../local/demo/providers/catalogue.ts';
import { LEVEL_NOTE, providerTable } from '../../../local/demo/report/providers.ts';
import { report } from '../../../local/demo/report/report.ts';
import { type RunFacts, summaryOf } from '../../../local/demo/report/summary.ts';
import { widthOf } from '../../../local/demo/text.ts';
import { books, entry } from './support.ts';

const servers = CATALOGUE.map(({ name }) => books(name, [entry(0, `reader1@${name}.test`)]));
const read = CATALOGUE.map((provider) => {
  const one = booksOf(provider, servers);
  const { peak } = one;
  return { ...one, taken: 1_354, deferred: 121, ...(peak ? { peak: { ...peak, offered: 130 } } : {}) };
});

const TALLY: Tally = {
  mails: 1,
  byDisposition: { handedOver: 1 },
  waiting: 0,
  holdingSlot: 0,
  endedTwice: [],
  missing: 0,
  copies: 0,
  queuedAgain: 0,
  doubts: 0,
};

const PACED: Paced = {
  mails: [],
  events: [],
  statuses: [],
  waiting: 0,
  onTheWay: 0,
  accepted: [],
  steps: [{ step: 'a step', ok: true, effect: 'an effect that takes many words to tell '.repeat(4) }],
  raised: true,
  seconds: 58,
};

const facts = (more: Partial<RunFacts> = {}): RunFacts => ({
  tally: TALLY,
  audits: [
    { name: 'northmail', limit: 720, accepted: 400, peak: 386 },
    { name: 'kabelpost', limit: 135, accepted: 90, peak: 83 },
  ],
  paced: PACED,
  books: read,
  totals: totalsOf(read),
  verdicts: { judged: 2_000, right: 1_999, counts: { userUnknown: { userUnknown: 2_000 } }, wrong: [] },
  byMail: { bounced: 12, complained: 3 },
  log: { lines: 700, leaks: 0 },
  handedOverTwice: 0,
  unpaced: { sent: 2_239, seconds: 15, books: read, ...totalsOf(read) },
  ...more,
});

describe('a run', () => {
  it('is right when everything is accounted for', () => {
    expect(summaryOf(facts()).ok).toBe(true);
  });

  it.each([
    ['a mail is missing', { tally: { ...TALLY, missing: 1 } }],
    ['a limit was exceeded', { audits: [{ name: 'x', limit: 1, accepted: 2, peak: 2 }] }],
    ['a mail was handed over twice', { handedOverTwice: 1 }],
    ['a line of log names a recipient', { log: { lines: 1, leaks: 1 } }],
    [
      'something changed that must not',
      { paced: { ...PACED, steps: [{ step: 's', ok: false, effect: 'e' }] } },
    ],
  ] as const)('is not right when %s', (_why, more) => {
    const summary = summaryOf(facts(more));
    expect(summary.ok).toBe(false);
    expect(report(summary, [])).toContain('THE RUN IS NOT RIGHT');
  });

  it('is right when it ended before an effect could be seen', () => {
    const steps = [{ step: 's', effect: 'the run ended before' }];
    expect(summaryOf(facts({ paced: { ...PACED, steps } })).ok).toBe(true);
  });
});

describe('what people read', () => {
  it('stays within 100 columns', () => {
    const lines = [report(summaryOf(facts()), []), providerTable(), LEVEL_NOTE].join('\n').split('\n');
    expect(lines.filter((line) => widthOf(line) > 100)).toEqual([]);
  });

  it('says how many mails were lost, doubled and in doubt', () => {
    const tally = { ...TALLY, byDisposition: { inDoubt: 3 } };
    expect(report(summaryOf(facts({ tally, handedOverTwice: 2 })), [])).toContain(
      '0 lost, 2 doubled, 3 in doubt.',
    );
  });

  it('says what came as mail and was read', () => {
    expect(report(summaryOf(facts()), [])).toContain(
      'bounces read from DSN mails: 12; complaints from ARF mails: 3.',
    );
    const none = { bounced: 0, complained: 0 };
    expect(report(summaryOf(facts({ byMail: none })), [])).not.toContain('Returned mail');
  });

  it('has a line for every provider in the audit', () => {
    const text = report(summaryOf(facts()), []);
    for (const { name } of CATALOGUE) expect(text).toMatch(new RegExp(`^${name} `, 'm'));
  });
});
