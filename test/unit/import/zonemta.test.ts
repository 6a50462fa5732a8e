import { describe, expect, it } from 'vitest';
import { createClassifier } from '../../../shared/bounce/create-classifier.ts';
import { bounceRuleSchema } from '../../../shared/rules/bounce-schema.ts';
import { fixtureText, imported, leftOut } from './support.ts';

const row = (text: string) => imported('zonemta', text).bounces[0];

describe('a row of ZoneMTA', () => {
  it.each([
    ['^550 no such one,reject,recipient,x', { type: 'hard', reason: 'userUnknown' }],
    ['^550 not now,defer,recipient,x', { type: 'soft', reason: 'inactiveUser' }],
    ['^552 full,reject,capacity,x', { type: 'soft', reason: 'mailboxFull' }],
    ['^550 listed,defer,blacklist,x', { type: 'soft', reason: 'refused', temporary: 'unreachable' }],
    ['^550 junk,reject,spam,x', { type: 'soft', reason: 'refused', blame: 'sender' }],
    ['^421 later,defer,greylist,x', { type: 'soft', reason: 'unreachable', blame: 'sender' }],
    ['^450 no route,defer,network,x', { type: 'soft', reason: 'unreachable', blame: 'network' }],
    ['^550 no domain,reject,domain,x', { type: 'soft', reason: 'invalidDomain' }],
  ])('%s becomes a rule', (text, verdict) => {
    const rule = row(text);
    expect(rule).toMatchObject({ patterns: [text.split(',')[0]], ...verdict });
    expect(bounceRuleSchema.safeParse(rule).error).toBeUndefined();
  });

  it('has the replies of its comments as examples, where they match', () => {
    const text =
      '# 550 Nobody by that name\n# 550 something else\n# a remark\n^550 nobody,reject,recipient,x';
    expect(row(text)?.examples).toEqual(['550 Nobody by that name']);
  });

  it('without such a reply gets one made of its pattern, and its source says so', () => {
    const rule = row('^55[04][ \\-]+no (?:such|known) user,reject,recipient,x');
    expect(rule?.examples).toEqual(['550 no such user'].map(() => rule?.examples[0]));
    expect(createClassifier(rule ? [rule] : []).judge({ text: rule?.examples[0] ?? '' })).toMatchObject({
      rule: rule?.id,
    });
    expect(rule?.source).toContain('made of a pattern');
  });

  it('with a comma in its pattern is put together again', () => {
    expect(row('^550 Sorry, nobody here,reject,recipient,No, nobody')?.patterns).toEqual([
      '^550 Sorry, nobody here',
    ]);
  });
});

describe('rows of ZoneMTA', () => {
  it('that follow each other and say the same make one rule, in the order of the file', () => {
    const text =
      '^550 a a,reject,spam,x\n^550 b b,reject,spam,y\n^550 c c,defer,spam,z\n\n^550 d d,reject,spam,x';
    expect(imported('zonemta', text).bounces.map(({ id, patterns }) => [id, ...patterns])).toEqual([
      ['spam-reject', '^550 a a', '^550 b b'],
      ['spam-defer', '^550 c c'],
      ['spam-reject-2', '^550 d d'],
    ]);
  });

  it.each([
    ['^421 slow,slowdown,rate,x', 'slowdown'],
    ['^421 slow,wait,rate,x', "no action 'wait'"],
    ['^421 slow,defer,mood,x', "no category 'mood'"],
    ['^421 slow,defer,other,x', 'judged by its codes'],
    ['^550 (?!ok)x,reject,spam,x', 'linear time'],
    ['^550 (open,reject,spam,x', 'linear time'],
    ['^452[ \\-]+4\\.2\\.2,reject,recipient,x', 'no evidence of an unknown user'],
  ])('like %s have no counterpart', (text, why) => {
    const { bounces, missing } = imported('zonemta', text);
    expect(bounces).toEqual([]);
    expect(missing).toHaveLength(1);
    expect(missing[0]).toMatchObject({ file: 'one', line: 1, why: expect.stringContaining(why) });
  });

  it('with CR LF and a byte order mark are read', () => {
    expect(leftOut(imported('zonemta', '\uFEFF# x\r\n^550 a a,reject,spam,x\r\n'))).toEqual([]);
    expect(imported('zonemta', '\uFEFF^550 a a,reject,spam,x\r\n').bounces[0]?.patterns).toEqual([
      '^550 a a',
    ]);
  });

  it('of the clean file all have a counterpart', () => {
    expect(leftOut(imported('zonemta', fixtureText('clean-bounces.txt')))).toEqual([]);
  });
});
