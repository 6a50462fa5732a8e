import { describe, expect, it } from 'vitest';
import { isSqsText, toSqsText } from '../../../shared/aws/sqs-text.ts';

describe('what SQS takes', () => {
  it.each(['a', '\t\n\r', ' ', '\u{D7FF}', '\u{E000}', '\u{FFFD}', '\u{10000}', '\u{10FFFF}', 'Grüße 👋'])(
    'takes %j',
    (text) => {
      expect(isSqsText(text)).toBe(true);
      expect(toSqsText(text)).toBe(text);
    },
  );

  it.each(['\u{0}', '\u{8}', '\u{B}', '\u{1F}', '\u{FFFE}', '\u{FFFF}', '\u{D800}', '\u{DFFF}'])(
    'refuses %j',
    (text) => {
      expect(isSqsText(`a${text}b`)).toBe(false);
      expect(toSqsText(`a${text}b`)).toBe('a?b');
    },
  );

  it('refuses an empty body', () => {
    expect(isSqsText('')).toBe(false);
  });
});
