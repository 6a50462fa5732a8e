import { describe, expect, it } from 'vitest';
import { doneOf } from '../../../local/lambda/batch-result.ts';

const returned = (result: unknown) => ({ ok: true, result }) as const;
const failures = (...ids: unknown[]) =>
  returned({ batchItemFailures: ids.map((id) => ({ itemIdentifier: id })) });

describe('which messages of a batch are done', () => {
  it.each([
    ['an empty list of failures', failures(), ['a', 'b', 'c']],
    ['no answer at all', returned(undefined), ['a', 'b', 'c']],
    ['null', returned(null), ['a', 'b', 'c']],
    ['an answer without batchItemFailures', returned({}), ['a', 'b', 'c']],
    ['batchItemFailures: null', returned({ batchItemFailures: null }), ['a', 'b', 'c']],
    ['one failed message', failures('b'), ['a', 'c']],
    ['all failed', failures('a', 'b', 'c'), []],
    ['an id of no such batch', failures('a', 'x'), []],
    ['an empty id', failures(''), []],
    ['a failure without an id', failures(undefined), []],
    ['a failure that is no object', returned({ batchItemFailures: ['a'] }), []],
    ['batchItemFailures that is no list', returned({ batchItemFailures: 'a' }), []],
    ['a failed invocation', { ok: false, kind: 'crash', message: '' } as const, []],
  ])('after %s', (_case, result, done) => {
    expect(doneOf(['a', 'b', 'c'], result, true)).toEqual(done);
  });

  it('is the whole batch when the mapping does not ask for partial results', () => {
    expect(doneOf(['a', 'b'], failures('a'), false)).toEqual(['a', 'b']);
  });
});
