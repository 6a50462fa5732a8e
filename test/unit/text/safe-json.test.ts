import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SQS_REFUSED_CHARACTER } from '../../../shared/limits/sqs.ts';
import { asciiStringify, safeStringify } from '../../../shared/text/safe-json.ts';

describe('JSON for a queue', () => {
  it.each([
    ['\ufffe\uffff', '"\\ufffe\\uffff"'],
    ['\ud83d', '"\\ud83d"'],
    ['\u0000\u001f', '"\\u0000\\u001f"'],
    ['é📚\ufffd', '"é📚\ufffd"'],
  ])('writes %j so that SQS takes it', (text, json) => {
    expect(safeStringify(text)).toBe(json);
  });

  it('holds no character that SQS refuses and reads back as the same value', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
    );
    fc.assert(
      fc.property(fc.dictionary(texts, texts, { noNullPrototype: true }), (value) => {
        const json = safeStringify(value);
        expect(json).not.toMatch(SQS_REFUSED_CHARACTER);
        expect(JSON.parse(json)).toEqual(value);
        expect(JSON.parse(asciiStringify(value))).toEqual(value);
        expect(asciiStringify(value)).toMatch(/^[ -~]+$/);
      }),
    );
  });

  it('writes null for what JSON does not know', () => {
    expect([safeStringify(undefined), asciiStringify(undefined)]).toEqual(['null', 'null']);
  });
});
