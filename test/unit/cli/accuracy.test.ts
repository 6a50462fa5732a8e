import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { nameOfBounces } from '../../../cli/accuracy/card.ts';
import { confusionTable, shareText, summary } from '../../../cli/accuracy/card-text.ts';
import { readLabelledReplies } from '../../../cli/accuracy/labelled-replies.ts';
import { countsOf, score } from '../../../cli/accuracy/score.ts';
import { showRules } from '../../../cli/rules/show.ts';
import shipped from '../../../rules/shipped.json' with { type: 'json' };
import { createClassifier } from '../../../shared/bounce/create-classifier.ts';
import { compileRuleSet } from '../../../shared/rules/compile.ts';
import { loadRuleSetData } from '../../../shared/rules/load-rule-set.ts';
import { bounceRule } from '../bounce/support/bounce-rules.ts';
import { mxp } from './terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'mxp-accuracy-'));
afterAll(() => rmSync(folder, { recursive: true }));

const fileOf = (...lines: readonly (object | string)[]): string => {
  const path = join(folder, 'replies.jsonl');
  const texts = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  writeFileSync(path, `${texts.join('\n')}\n`);
  return path;
};

const RULES = [
  bounceRule('unknown', ['nobody'], { type: 'hard', reason: 'userUnknown' }),
  bounceRule('spam', ['spam']),
  bounceRule('away', ['away'], { type: 'ignored' }),
];

const judged = (...lines: readonly object[]) =>
  score(createClassifier(RULES), readLabelledReplies(fileOf(...lines)));

const LINES = [
  { id: 1, reply: '550 nobody', language: 'en', type: 'hard', reason: 'userUnknown' },
  { id: 2, reply: '550 nobody', language: 'fr', type: 'soft', reason: 'refused' },
  { id: 3, reply: '550 чужой', type: 'hard', reason: 'userUnknown' },
  { id: 4, reply: 'spam', type: 'soft', reason: 'refused' },
  { id: 5, reply: 'away', type: 'ignored' },
  { id: 6, reply: 'qqq', status: '5.1.1', type: 'hard', reason: 'userUnknown' },
];

describe('a file of labelled replies', () => {
  it.each([
    ['no JSON', '{', /:2 is no JSON/],
    ['an unknown reason', { id: 1, reply: 'x', type: 'soft', reason: 'sad' }, /:2: reason: /],
    [
      'a failure without a reason',
      { id: 1, reply: 'x', type: 'soft' },
      /:2: label: a failure needs a reason/,
    ],
    ['a reason where nothing failed', { id: 1, reply: 'x', type: 'ignored', reason: 'refused' }, /:2: label/],
    ['no reply', { id: 1, type: 'ignored' }, /:2: reply: /],
  ])('with %s is refused, and the line named', (_, line, message) =>
    expect(() => readLabelledReplies(fileOf({ id: 0, reply: 'x', type: 'ignored' }, line))).toThrow(message),
  );

  it.each([
    [{ language: 'en' }, 'ça', false],
    [{ language: 'nl' }, 'mailbox vol', true],
    [{}, 'utilisateur supprimé', true],
    [{}, 'user’s mailbox – full', false],
  ])('tells by language %j or letters whether "%s" is foreign', (language, reply, foreign) => {
    const [read] = readLabelledReplies(fileOf({ id: 1, reply, type: 'ignored', ...language }));
    expect(read?.foreign).toBe(foreign);
  });
});

describe('a score', () => {
  it('counts what is right, hard, foreign and unclassified', () => {
    const { confusion, ...rest } = judged(...LINES).score;
    expect(rest).toEqual({
      replies: 6,
      right: 4,
      unclassified: 1,
      hard: { labelled: 3, judged: 3, right: 2 },
      foreign: { replies: 2, right: 0 },
    });
    expect(confusion.userUnknown).toMatchObject({ userUnknown: 2, unreachable: 1, refused: 0 });
  });

  it('takes a hard answer for wrong where the reason is right and the type is not', () =>
    expect(judged({ id: 1, reply: 'nobody', type: 'soft', reason: 'userUnknown' }).score).toMatchObject({
      right: 0,
      hard: { labelled: 0, judged: 1, right: 0 },
    }));

  it('tells precision and recall of each reason', () => {
    const { score: all } = judged(...LINES);
    expect(countsOf(all, 'userUnknown')).toEqual({ labelled: 3, judged: 3, right: 2 });
    expect(countsOf(all, 'refused')).toEqual({ labelled: 2, judged: 1, right: 1 });
    expect(confusionTable(all)).toMatch(/^refused +1 .* 100\.0 % +50\.0 %$/m);
    expect(confusionTable(all)).toMatch(/^mailboxFull .* – +–$/m);
  });

  it('names the replies that are judged otherwise, and by what', () =>
    expect(judged(...LINES).misses).toEqual([
      { id: '2', reply: '550 nobody', label: 'refused', judged: 'userUnknown', by: 'unknown' },
      { id: '3', reply: '550 чужой', label: 'userUnknown', judged: 'unreachable', by: 'code' },
    ]));

  it('is shown with what was right at first', () => {
    const { score: now } = judged(...LINES);
    const first = { ...now, right: 3 };
    expect(summary([{ name: 'some', score: now, first }])).toMatch(/^some +6 +50\.0 % +66\.7 %/m);
    expect(shareText(0, 0)).toBe('–');
  });
});

describe('`mxp rules show`', () => {
  it('tells what the shipped set holds and how right it is', async () => {
    const { code, out } = await mxp(['rules', 'show', '--shipped']);
    expect(code).toBe(0);
    expect(out).toMatch(/^Rule set \S+: \d+ MX rules, \d+ bounce rules \([0-9a-f]{12}\)\.$/m);
    expect(out).toMatch(/^own-replies-2 +209 +91\.4 % /m);
  });

  it('says that nobody knows it of bounce rules that are not the shipped ones', () => {
    const own = compileRuleSet({ ...loadRuleSetData(shipped), bounces: [...RULES] });
    const { json, text } = showRules(own);
    expect(text).toContain('How right these bounce rules are is not known');
    expect(json).toMatchObject({ bounceRules: { rules: 3 } });
    expect(JSON.stringify(json)).not.toContain('accuracy');
  });

  it('takes rules for the same when they judge alike, and for others when their order differs', () => {
    const noted = RULES.map((rule) => ({ ...rule, source: 'another note' }));
    expect(nameOfBounces(noted)).toBe(nameOfBounces(RULES));
    expect(nameOfBounces(RULES.toReversed())).not.toBe(nameOfBounces(RULES));
  });
});
