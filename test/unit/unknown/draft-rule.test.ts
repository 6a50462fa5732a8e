import { describe, expect, it } from 'vitest';
import shipped from '../../../rules/shipped.json' with { type: 'json' };
import { createClassifier } from '../../../shared/bounce/create-classifier.ts';
import { bounceRuleSchema } from '../../../shared/rules/bounce-schema.ts';
import { loadRuleSet } from '../../../shared/rules/load-rule-set.ts';
import { draftRule } from '../../../shared/unknown/draft-rule.ts';
import { tally } from '../../../shared/unknown/tally.ts';

const { bounces } = loadRuleSet(shipped);
const AT = Date.parse('2026-11-26T12:00:00Z');

function draftOf(reply: string) {
  const [text] = tally([{ text: reply, at: AT, mxHost: 'mx.x.example' }]).texts;
  return text && draftRule(text, bounces);
}

const REPLIES = [
  '550 Wir mögen jane@x.example heute nicht so gern (mx7.y.example) id=4f2a',
  '421 4.7.0 the quux at mx1.y.example is feeling (a bit) unwell? [12]',
  '550 用户jane@example.com喝醉了所以不收信啦',
  '554 Ящик jane@x.example временно улетел на луну 77',
  `550 ${'lots of words '.repeat(60)}`,
  '550 a.*b+c are (not) [nice] {to} patterns | really',
];

describe('a drafted rule', () => {
  it.each(REPLIES)('decides the reply it was drafted from: %j', (reply) => {
    const rule = draftOf(reply)?.rule;

    expect(bounceRuleSchema.safeParse(rule).success).toBe(true);
    expect(rule && createClassifier([rule]).judge({ text: reply }).rule).toBe(rule?.id);
  });

  it.each(REPLIES)('decides its own example, whose addresses are masked: %j', (reply) => {
    const rule = draftOf(reply)?.rule;
    expect(rule && createClassifier([rule]).judge({ text: rule.examples[0] ?? '' }).rule).toBe(rule?.id);
  });

  it('is named by its words, and where none can stand in a name by the whole id, so that none takes the place of another', () => {
    expect(draftOf('550 jane@x.example quuxes no longer')?.rule.id).toMatch(
      /^own-quuxes-no-longer-[0-9a-f]{4}$/,
    );
    expect(draftOf('550 用户jane@example.com喝醉了所以不收信啦')?.rule.id).toMatch(/^own-[0-9a-f]{12}$/);
  });

  it('means what the rule means whose words are most like its', () => {
    const draft = draftOf('552 jane@x.example: sorry, the mailbox was rather full up today');
    expect(draft).toMatchObject({ rule: { reason: 'mailboxFull', type: 'soft' } });
    expect(draft?.because).toMatch(/^\d+ % of its words are those of /);
  });

  it('is never hard: likeness is no evidence', () => {
    const near = draftOf('550 jane@x.example no such user is here today, it says');
    expect(near?.rule).toMatchObject({ type: 'soft', reason: 'unreachable' });
    expect(near?.because).toContain('userUnknown');
  });

  it('leaves a text unreachable that no rule is like', () => {
    expect(draftOf(REPLIES[1] ?? '')).toMatchObject({
      rule: {
        type: 'soft',
        reason: 'unreachable',
        source: 'Seen 1 times until 2026-11-26, first from mx.x.example.',
      },
      because: 'no rule has words like these',
    });
  });

  it.each(['550', '550 5.9.9 jane@x.example', '550 no (mx1.x.example)'])(
    'is not made where there are too few words: %j',
    (reply) => {
      expect(draftOf(reply)).toBeUndefined();
    },
  );
});
