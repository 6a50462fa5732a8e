import { expect, it } from 'vitest';
import { countUnknown } from '../../../shared/bounce/count-unknown.ts';
import { createMemoryUnknownTexts } from '../../../shared/memory/unknown-texts.ts';
import { MOST_TEXTS } from '../../../shared/unknown/tally.ts';

const NOW = Date.parse('2026-11-26T23:59:59Z');

it('of a batch with too many texts the rest is counted without them, on the day that it comes', async () => {
  const unknownTexts = createMemoryUnknownTexts();
  const counted: string[] = [];
  const log = {
    info: () => {},
    warn: () => {},
    count: (name: string, by = 1) => void counted.push(`${name} ${by}`),
  };
  const clock = { now: () => NOW, sleep: async () => {} };
  const odd = Array.from({ length: MOST_TEXTS + 2 }, (_, at) => `450 ${'a'.repeat(at + 1)} is odd`);

  await countUnknown(
    { unknownTexts, log, clock },
    odd.map((text) => ({ text, at: 0 })),
  );

  expect(await unknownTexts.all()).toHaveLength(MOST_TEXTS);
  expect(await unknownTexts.others()).toEqual([{ day: '2026-11-26', count: 2 }]);
  expect(counted).toEqual([`Unclassified ${MOST_TEXTS + 2}`]);
});
