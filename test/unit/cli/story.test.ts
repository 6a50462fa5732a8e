import { expect, it } from 'vitest';
import { story } from '../../../cli/story.ts';

it('a story has its heads in a column and no line over 100 characters', () => {
  const text = story([
    ['a', 'word '.repeat(30).trim()],
    ['longer', 'one\ntwo'],
    ['', 'x'.repeat(120)],
  ]);
  const lines = text.split('\n');
  expect(lines.slice(0, 2)).toEqual([
    `a       ${'word '.repeat(18).trim()}`,
    `        ${'word '.repeat(12).trim()}`,
  ]);
  expect(lines.slice(2)).toEqual(['longer  one', '        two', `        ${'x'.repeat(120)}`]);
});
