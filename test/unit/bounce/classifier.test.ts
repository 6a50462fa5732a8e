import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClassifier } from '../../../shared/bounce/create-classifier.ts';
import { BouncePatternError } from '../../../shared/bounce/find-rule.ts';
import type { Reply } from '../../../shared/bounce/judgement.ts';
import { bounceRule } from './support/bounce-rules.ts';

const UNKNOWN = { type: 'soft', reason: 'unreachable', classified: false } as const;
const withoutRules = createClassifier([]);

describe('the words of a reply', () => {
  const classifier = createClassifier([
    bounceRule('auto-reply', ['out of (?:the )?office'], { type: 'ignored', reason: undefined }),
    bounceRule('reputation', ['poor reputation'], { temporary: 'unreachable' }),
    bounceRule('unknown', ['user unknown', 'utilisateur est inconnu'], {
      type: 'hard',
      reason: 'userUnknown',
      temporary: 'unreachable',
      blame: 'mailbox',
    }),
    bounceRule('quota', ['quota'], { reason: 'mailboxFull' }),
    bounceRule('quiet', ['no answer'], { reason: 'unreachable', blame: 'network' }),
    bounceRule('vague', ['not now'], { reason: 'unreachable' }),
    bounceRule('gone', ['gone'], { type: 'soft', reason: 'userUnknown' }),
  ]);
  const judge = (text: string, more: Omit<Reply, 'text'> = {}) => classifier.judge({ text, ...more });
  const via = 'text';
  const classified = true;

  it('decide before every code', () => {
    const reply = { status: '5.1.1', subtype: 'Permanent/NoEmail' };
    expect(judge('550 5.1.1 Over quota', reply)).toEqual({
      ...{ type: 'soft', reason: 'mailboxFull', blame: 'mailbox', rule: 'quota', via, classified },
    });
  });

  it('are known in other letters and over several lines', () => {
    const hard = { type: 'hard', reason: 'userUnknown', blame: 'mailbox', rule: 'unknown', via, classified };
    expect(judge('550-5.1.1 USER\r\n550 5.1.1 UNKNOWN')).toEqual(hard);
    expect(judge('550 L’utilisateur  est INCONNU')).toEqual(hard);
  });

  it('fall to the first rule that fits, not to the first words', () => {
    expect(judge('550 user unknown, or poor reputation').rule).toBe('reputation');
  });

  it('mean less in a temporary reply where the rule says so, and are no longer hard', () => {
    const refused = { type: 'soft', reason: 'refused', blame: 'sender', rule: 'reputation', via, classified };
    expect(judge('550 poor reputation')).toEqual(refused);
    expect(judge('450 poor reputation')).toEqual({ ...refused, reason: 'unreachable' });
    expect(judge('450 5.7.1 poor reputation').reason).toBe('unreachable');
    expect(judge('550 4.7.1 poor reputation').reason).toBe('refused');
    expect(judge('poor reputation', { status: '4.7.1' }).reason).toBe('unreachable');
    expect(judge('450 user unknown')).toMatchObject({ type: 'soft', reason: 'unreachable' });
    expect(judge('450 over quota').reason).toBe('mailboxFull');
  });

  it('may say that nothing failed', () => {
    expect(judge('I am out of the office')).toEqual({ type: 'ignored', rule: 'auto-reply', via, classified });
  });

  it('blame whom the rule names, else whom the reason speaks of, and for unreachable nobody', () => {
    expect(judge('no answer').blame).toBe('network');
    expect(judge('over quota').blame).toBe('mailbox');
    expect(judge('not now')).toEqual({ ...UNKNOWN, rule: 'vague', via, classified });
  });

  it('are soft where the rule says soft', () => expect(judge('gone').type).toBe('soft'));

  it('need patterns that compile, and one that does not harms no other reply', () => {
    const broken = createClassifier([bounceRule('bad', ['(lost'])]);
    expect(() => broken.judge({ text: '550 lost' })).toThrow(BouncePatternError);
    expect(broken.judge({ text: '550 5.1.1 gone' }).reason).toBe('userUnknown');
  });
});

describe('a reply of unknown words', () => {
  it.each<[string, string, object]>([
    ['550 5.1.1 xyz', 'status', { type: 'hard', reason: 'userUnknown', blame: 'mailbox' }],
    ['450 4.1.1 xyz', 'status', { type: 'soft', reason: 'unreachable', blame: 'mailbox' }],
    ['450 5.1.1 xyz', 'status', { type: 'soft', reason: 'unreachable', blame: 'mailbox' }],
    ['550 5.1.2 xyz', 'status', { type: 'soft', reason: 'invalidDomain', blame: 'domain' }],
    ['450 4.1.2 xyz', 'status', { type: 'soft', reason: 'unreachable', blame: 'network' }],
    ['550 5.1.3 xyz', 'status', { type: 'hard', reason: 'userUnknown', blame: 'mailbox' }],
    ['550 5.1.6 xyz', 'status', { type: 'hard', reason: 'userUnknown', blame: 'mailbox' }],
    ['550 5.1.8 xyz', 'status', { type: 'soft', reason: 'refused', blame: 'sender' }],
    ['556 5.1.10 xyz', 'status', { type: 'soft', reason: 'invalidDomain', blame: 'domain' }],
    ['550 5.2.1 xyz', 'status', { type: 'soft', reason: 'inactiveUser', blame: 'mailbox' }],
    ['450 4.2.1 xyz', 'status', { type: 'soft', reason: 'unreachable', blame: 'mailbox' }],
    ['550 5.2.2 xyz', 'status', { type: 'soft', reason: 'mailboxFull', blame: 'mailbox' }],
    ['452 4.2.2 xyz', 'status', { type: 'soft', reason: 'mailboxFull', blame: 'mailbox' }],
    ['552 5.3.4 xyz', 'status', { type: 'soft', reason: 'refused', blame: 'sender' }],
    ['421 4.3.2 xyz', 'status', { type: 'soft', reason: 'unreachable', blame: 'network' }],
    ['550 4.4.7 xyz', 'status', { type: 'soft', reason: 'unreachable', blame: 'network' }],
    ['550 5.4.4 xyz', 'status', { type: 'soft', reason: 'invalidDomain', blame: 'domain' }],
    ['450 4.4.4 xyz', 'status', { type: 'soft', reason: 'unreachable', blame: 'network' }],
    ['452 4.5.3 xyz', 'status', { type: 'soft', reason: 'unreachable', blame: 'sender' }],
    ['554 5.6.0 xyz', 'status', { type: 'soft', reason: 'refused', blame: 'sender' }],
    ['550 5.7.1 xyz', 'status', { type: 'soft', reason: 'refused', blame: 'sender' }],
    ['550 5.7.509 xyz', 'status', { type: 'soft', reason: 'refused', blame: 'sender' }],
    ['450 4.7.1 xyz', 'status', { type: 'soft', reason: 'unreachable', blame: 'sender' }],
    ['525 5.7.13 xyz', 'status', { type: 'soft', reason: 'inactiveUser', blame: 'mailbox' }],
    ['556 xyz', 'code', { type: 'soft', reason: 'invalidDomain', blame: 'domain' }],
    ['250 2.1.5 Ok', 'code', { type: 'ignored' }],
  ])('is judged by its codes: %s by its %s', (text, via, judgement) =>
    expect(withoutRules.judge({ text })).toEqual({ ...judgement, via, classified: true }),
  );

  it('is ignored when its status, which came apart, tells of a delivery', () =>
    expect(withoutRules.judge({ text: '', status: '2.0.0' })).toEqual({
      ...{ type: 'ignored', via: 'status', classified: true },
    }));

  it.each<[string, object]>([
    ['Permanent/NoEmail', { type: 'hard', reason: 'userUnknown', blame: 'mailbox' }],
    ['Transient/MailboxFull', { type: 'soft', reason: 'mailboxFull', blame: 'mailbox' }],
    ['Transient/MessageTooLarge', { type: 'soft', reason: 'refused', blame: 'sender' }],
    ['Transient/ContentRejected', { type: 'soft', reason: 'refused', blame: 'sender' }],
    ['Transient/AttachmentRejected', { type: 'soft', reason: 'refused', blame: 'sender' }],
    ['Transient/CustomTimeoutExceeded', { type: 'soft', reason: 'unreachable' }],
  ])('and status is judged by what SES says of it: %s', (subtype, judgement) => {
    const expected = { ...judgement, via: 'subtype', classified: true };
    expect(withoutRules.judge({ text: '', subtype })).toEqual(expected);
    expect(withoutRules.judge({ text: '550 5.0.0 xyz', subtype })).toEqual(expected);
    expect(withoutRules.judge({ text: '550 5.7.1 xyz', subtype })).toMatchObject({ via: 'status' });
  });

  it.each([
    'Permanent/General',
    'Permanent/Suppressed',
    'Permanent/OnAccountSuppressionList',
    'Permanent/SomethingNew',
    'Transient/General',
    'Undetermined/Undetermined',
    'toString',
  ])('learns nothing from %s', (subtype) =>
    expect(withoutRules.judge({ text: '', subtype })).toEqual({ ...UNKNOWN, via: 'none' }),
  );

  it('of which SES says that it passes is temporary', () =>
    expect(
      createClassifier([bounceRule('policy', ['xyz'], { temporary: 'unreachable' })]).judge({
        ...{ text: 'xyz', subtype: 'Transient/General' },
      }).reason,
    ).toBe('unreachable'));

  it.each([
    '550 xyz',
    '554 5.0.0 xyz',
    '421 xyz',
    '550 5.1.0 xyz',
    '550 5.2.0 xyz',
    '550 5.5.0 xyz',
    '421 4.16.55 xyz',
  ])('never costs an address anything by its reply code: %s', (text) =>
    expect(withoutRules.judge({ text })).toEqual({ ...UNKNOWN, via: 'code' }),
  );

  it('is no success and no unknown user when its status contradicts its code', () =>
    expect(withoutRules.judge({ text: '550 xyz', status: '2.1.1' })).toEqual({ ...UNKNOWN, via: 'code' }));

  it('has no judgement of its own without codes', () =>
    expect(withoutRules.judge({ text: 'xyz' })).toEqual({ ...UNKNOWN, via: 'none' }));
});

describe('every text', () => {
  it('has an answer; hard is for unknown users alone, and what is not classified is soft', () => {
    const classifier = createClassifier([
      bounceRule('a', ['a'], { type: 'hard', reason: 'mailboxFull' }),
      bounceRule('b', ['b.'], { type: 'hard', reason: 'userUnknown', temporary: 'unreachable' }),
    ]);
    const reply = fc.record(
      {
        text: fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.stringMatching(/^[245]\d\d[ -][245]\.\d{1,3}\.\d{1,3}[ab ]{0,5}$/),
        ),
        status: fc.oneof(fc.string(), fc.stringMatching(/^[245]\.\d\.\d{1,2}$/)),
        mxHost: fc.domain(),
        subtype: fc.string(),
      },
      { requiredKeys: ['text'] },
    );
    const property = fc.property(reply, (one) => {
      const { type, reason, classified, blame } = classifier.judge(one);
      if (type === 'hard') expect(reason).toBe('userUnknown');
      if (type === 'ignored') expect(reason).toBeUndefined();
      if (!classified) expect({ type, reason, blame }).toEqual({ type: 'soft', reason: 'unreachable' });
    });
    fc.assert(property, { numRuns: 5_000, seed: 2 });
  });
});
