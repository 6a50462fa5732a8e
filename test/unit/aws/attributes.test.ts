import { describe, expect, it } from 'vitest';
import { fromItem, toItem } from '../../../shared/aws/attributes.ts';

describe('DynamoDB items', () => {
  it('hold texts, numbers, truth values, lists and maps', () => {
    const row = {
      text: '',
      number: 9_007_199_254_740_991,
      yes: true,
      no: false,
      list: ['a', 1],
      map: { deep: { er: 'x' } },
    };
    expect(toItem(row)).toEqual({
      text: { S: '' },
      number: { N: '9007199254740991' },
      yes: { BOOL: true },
      no: { BOOL: false },
      list: { L: [{ S: 'a' }, { N: '1' }] },
      map: { M: { deep: { M: { er: { S: 'x' } } } } },
    });
    expect(fromItem(toItem(row))).toEqual(row);
  });

  it('leave out what is undefined, at any depth', () => {
    expect(toItem({ a: undefined, b: { c: undefined } })).toEqual({ b: { M: {} } });
  });
});
