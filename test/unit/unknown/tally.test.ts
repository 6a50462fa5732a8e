import { expect, it } from 'vitest';
import { MOST_TEXTS, tally } from '../../../shared/unknown/tally.ts';

const AT = 1_764_000_000_000;

it('replies that differ in names alone are one text, with the first as it came but for its address', () => {
  const { texts, leftOut } = tally([
    { text: '550 jane@x.example is odd', at: AT, mxHost: 'mx.x.example' },
    { text: '550 joe@y.example is odd', at: AT + 5, mxHost: 'mx.y.example' },
    { text: '550 joe@y.example is even', at: AT + 1 },
  ]);

  expect(leftOut).toBe(0);
  expect(texts).toMatchObject([
    {
      text: '550 * is odd',
      first: '550 j***@x.example is odd',
      mxHost: 'mx.x.example',
      count: 2,
      firstAt: AT,
      lastAt: AT + 5,
    },
    { text: '550 * is even', count: 1 },
  ]);
});

it('the first reply is kept short, however much the server wrote', () => {
  const [text] = tally([{ text: `550 odd ${'é'.repeat(250_000)}`, at: AT }]).texts;
  expect(text?.first.length).toBeLessThanOrEqual(4_000);
});

it('of a batch that makes up a new text for each mail the most frequent are counted, and how many more there are', () => {
  const noise = Array.from({ length: 99 }, (_, at) => ({
    text: `550 ${'abcdefghij'[at % 10]}${'klmnopqrst'[(at / 10) | 0]} odd`,
    at: AT,
  }));
  const { texts, leftOut } = tally([...noise, { text: '550 real', at: AT }, { text: '550 real', at: AT }]);

  expect(texts).toHaveLength(MOST_TEXTS);
  expect(texts[0]).toMatchObject({ text: '550 real', count: 2 });
  expect(leftOut).toBe(101 - 2 - (MOST_TEXTS - 1));
});
