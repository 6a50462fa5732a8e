import { beforeAll, describe, expect, it } from 'vitest';
import { runUnpaced, type Unpaced } from '../../../local/demo/acts/unpaced.ts';
import { unpacedLines, unpacedResult } from '../../../local/demo/acts/unpaced-screen.ts';
import type { Books } from '../../../local/demo/audit/books.ts';
import { sampleCampaign } from '../../../local/demo/campaign.ts';
import { CATALOGUE } from '../../../local/demo/providers/catalogue.ts';
import { widthOf } from '../../../local/demo/text.ts';

const MAILS = sampleCampaign();
let unpaced: Unpaced;
const drawn: string[] = [];

beforeAll(async () => {
  unpaced = await runUnpaced({
    mails: MAILS,
    seconds: 15,
    draw: (books, sent, seconds) => drawn.push(...unpacedLines(books, sent, MAILS.length, seconds)),
  });
});

const booksOf = (name: string): Books | undefined => unpaced.books.find((books) => books.name === name);

describe('the campaign without a pacer', () => {
  it('is sent whole, and much of it is deferred or blocked', () => {
    expect(unpaced.sent).toBe(MAILS.length);
    expect(unpaced.taken).toBeGreaterThan(unpaced.sent * 0.3);
    expect(unpaced.taken).toBeLessThan(unpaced.sent * 0.8);
    expect(unpaced.deferred).toBeGreaterThan(200);
    expect(unpaced.blocked).toBeGreaterThan(100);
  });

  it('goes over every hidden cap', () => {
    for (const { name } of CATALOGUE.filter(({ cap }) => cap)) {
      const { offered = 0, most = 0 } = booksOf(name)?.peak ?? {};
      expect(offered, name).toBeGreaterThan(most);
    }
  });

  it('mails users again that were refused as unknown', () => {
    expect(unpaced.unknownAgain).toBeGreaterThan(10);
  });

  it('is shown within 100 columns, in the providers’ own words', () => {
    const lines = [...drawn, ...unpacedResult(unpaced)];
    expect(lines.filter((line) => widthOf(line) > 100)).toEqual([]);
    expect(lines.some((line) => /^ +\d+ × 554 5\.7\.1 203\.0\.113\.9 is listed/.test(line))).toBe(true);
  });
});
