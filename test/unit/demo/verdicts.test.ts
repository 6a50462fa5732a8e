import { describe, expect, it } from 'vitest';
import { truthsOf } from '../../../local/demo/audit/truths.ts';
import { confusionOf } from '../../../local/demo/audit/verdicts.ts';
import { deferral, mailboxFull, noSuchUser } from '../../../local/demo/providers/refusal.ts';
import { confusionTable, wrongVerdicts } from '../../../local/demo/report/confusion.ts';
import { books, entry, event } from './support.ts';

const mail = (id: string, to: string) => ({ id, to, body: '' });
const MAILS = [
  mail('m1', 'a@x.test'),
  mail('m2', 'b@x.test'),
  mail('dead', 'reader1@gone.invalid'),
  mail('late', 'reader45@latepost.test'),
];
const LOG = [
  entry(0, 'a@x.test', noSuchUser(550, '5.1.1 Nobody')),
  entry(1, 'b@x.test', mailboxFull(552, '5.2.2 Full')),
  entry(2, 'b@x.test', deferral(421, '4.7.0 Later')),
];
const truths = truthsOf([books('X', LOG)], MAILS);

const HARD_UNKNOWN = { type: 'hard', reason: 'userUnknown' } as const;

describe('verdicts against the providers’ truth', () => {
  it('are right when type and reason are', () => {
    const { judged, right, counts, wrong } = confusionOf(
      [
        event('m1', 'bounced', { ...HARD_UNKNOWN, reply: '550 5.1.1 Nobody' }),
        event('m2', 'bounced', { ...HARD_UNKNOWN, reply: '552 5.2.2 Full' }),
        event('m2', 'delayed', { type: 'soft', reason: 'unreachable', reply: '421 4.7.0 Later' }),
      ],
      truths,
    );
    expect({ judged, right }).toEqual({ judged: 3, right: 2 });
    expect(counts).toEqual({
      userUnknown: { userUnknown: 1 },
      mailboxFull: { userUnknown: 1 },
      unreachable: { unreachable: 1 },
    });
    expect(wrong).toMatchObject([{ reply: '552 5.2.2 Full', truth: { reason: 'mailboxFull' } }]);
  });

  it('are wrong when the type is, and when there is none', () => {
    const soft = { type: 'soft', reason: 'userUnknown', reply: '550 5.1.1 Nobody' } as const;
    const none = { reply: '552 5.2.2 Full' };
    const { right, counts } = confusionOf(
      [event('m1', 'bounced', soft), event('m2', 'bounced', none)],
      truths,
    );
    expect(right).toBe(0);
    expect(counts.mailboxFull).toEqual({ none: 1 });
  });

  it('know domains without words, mails sent back later, and leave out what nobody said', () => {
    const reply = '550 5.1.1 Sent back: behind the gateway nobody knows reader45@latepost.test';
    const events = [
      event('dead', 'undeliverable', { type: 'soft', reason: 'invalidDomain' }),
      event('late', 'bounced', { ...HARD_UNKNOWN, reply }),
      event('m1', 'bounced', { ...HARD_UNKNOWN, reply: '550 4.4.7 Message expired' }),
      event('m1', 'handedOver'),
    ];
    expect(confusionOf(events, truths)).toMatchObject({ judged: 2, right: 2 });
  });

  it('are shown as a table, each wrong text once with what it means', () => {
    const wrong = { ...HARD_UNKNOWN, reply: '552 5.2.2 Full' };
    const confusion = confusionOf([event('m1', 'bounced', wrong), event('m2', 'bounced', wrong)], truths);
    expect(confusionTable(confusion).split('\n')).toHaveLength(2);
    expect(wrongVerdicts(confusion)).toEqual([
      '  552 5.2.2 Full',
      '    → userUnknown hard, but it means mailboxFull soft',
    ]);
  });
});
