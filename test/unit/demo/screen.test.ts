import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { paint } from '../../../local/demo/paint.ts';
import { createScreen } from '../../../local/demo/screen.ts';

/** A stream that keeps what is written to it. */
const stream = (isTTY: boolean) => {
  const written: string[] = [];
  const out = { isTTY, write: (text: string) => written.push(text) > 0 };
  return { written, out: out as unknown as NodeJS.WriteStream };
};

describe('the screen', () => {
  it('draws over what it drew in a terminal, and writes lines that stay above it', () => {
    const { written, out } = stream(true);
    const screen = createScreen(out);
    screen.draw(['one', 'two'], 0, ['extra']);
    screen.say(['stays']);
    screen.draw(['three'], 1);
    screen.release();
    screen.draw(['four'], 2);
    expect(written).toEqual([
      'one\ntwo\nextra\n',
      '\x1b[3A\x1b[Jstays\none\ntwo\nextra\n',
      '\x1b[3A\x1b[Jthree\n',
      'four\n',
    ]);
  });

  it('cuts what it draws over to the width of the terminal, for a line that wraps takes two rows', () => {
    const { written, out } = stream(true);
    createScreen(Object.assign(out, { columns: 10 })).draw(['a line of twenty-odd'], 0);
    expect(written).toEqual(['a line of…\n']);
  });

  it('writes plain lines now and then elsewhere, and notes that a terminal has drawn already', () => {
    const { written, out } = stream(false);
    const screen = createScreen(out, 10_000);
    screen.draw(['one'], 10_000, ['extra']);
    screen.draw(['two'], 19_999);
    screen.note(['verdict']);
    screen.draw(['three'], 20_000);
    screen.draw(['last'], 20_001);
    screen.release();
    expect(written).toEqual(['one\n\n', 'verdict\n', 'three\n\n', 'last\n']);
    expect(written.join('')).not.toContain('\x1b');
    const terminal = stream(true);
    createScreen(terminal.out).note(['verdict']);
    expect(terminal.written).toEqual([]);
  });
});

describe('colours', () => {
  it.each([
    'ACT 2: the same campaign through MX Pacer.',
    '$ mxp pause --campaign autumn-b',
    '550 5.1.1 Nobody',
    '  208 × 421 4.7.0 Later',
    'northmail  480/min ███░░░   84',
    'PROVIDER       TAKEN  DEFERRED',
  ])('paint a part of %s and leave its text as it was', (line) => {
    expect(paint(line)).not.toBe(line);
    expect(stripVTControlCharacters(paint(line))).toBe(line);
  });

  it('leave other lines alone', () => {
    for (const line of ['', 'reader13@northmail.test', 'Northmail   5500  421'])
      expect(paint(line)).toBe(line);
  });
});
