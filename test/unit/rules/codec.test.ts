import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeRuleSet, encodeRuleSet, MOST_UNPACKED_BYTES } from '../../../shared/rules/codec.ts';
import { rule, ruleSet } from './support/rule-sets.ts';

const problemsOf = (bytes: Uint8Array) => {
  const parsed = decodeRuleSet(bytes);
  return parsed.ok ? [] : parsed.problems;
};

describe('a packed rule set', () => {
  it('unpacks to what it was', () => {
    const data = ruleSet([rule('vela')]);
    expect(decodeRuleSet(encodeRuleSet(data).bytes)).toEqual({ ok: true, data });
  });

  it('has one name and the same bytes whatever order its fields stand in', () => {
    const data = ruleSet([rule('vela')]);
    const turned = Object.fromEntries(Object.entries(data).reverse()) as typeof data;
    expect(encodeRuleSet(turned)).toEqual(encodeRuleSet(data));
    expect(encodeRuleSet(data).name).toMatch(/^[0-9a-f]{64}\.json\.gz$/);
  });

  it('does not tell on which system it was packed', () => {
    expect(encodeRuleSet(ruleSet()).bytes[9]).toBe(255);
  });

  it('has another name when anything in it differs', () => {
    const names = [
      ruleSet(),
      ruleSet([rule('vela')]),
      ruleSet([rule('orbit')]),
      { ...ruleSet(), version: 'test-2' },
    ];
    expect(new Set(names.map((data) => encodeRuleSet(data).name)).size).toBe(names.length);
  });

  it.each([
    ['no gzip', new Uint8Array([1, 2, 3]), 'unpack'],
    ['cut short', encodeRuleSet(ruleSet()).bytes.slice(0, -9), 'unpack'],
    ['no UTF-8', gzipSync(new Uint8Array([0xff, 0xfe])), 'UTF-8'],
    ['no JSON', gzipSync('{'), 'not JSON'],
    ['no rule set', gzipSync('{"v":1}'), 'version: is missing'],
  ])('is refused when it is %s', (_, bytes, problem) => {
    expect(problemsOf(bytes)).toContainEqual(expect.stringContaining(problem));
  });

  it('is unpacked up to 20 MB and no further', () => {
    const blank = (length: number) => gzipSync(Buffer.alloc(length, ' '));
    expect(problemsOf(blank(MOST_UNPACKED_BYTES))).toEqual([expect.stringContaining('not JSON')]);
    expect(problemsOf(blank(MOST_UNPACKED_BYTES + 1))).toEqual([expect.stringContaining('does not unpack')]);
  });
});
