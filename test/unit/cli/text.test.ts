import { describe, expect, it } from 'vitest';
import { timeText } from '../../../cli/commands/times.ts';
import { duration } from '../../../cli/duration.ts';
import { failureOf } from '../../../cli/program/failure.ts';
import { table } from '../../../cli/table.ts';
import { UsageError, UserError } from '../../../cli/user-error.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../shared/time/units.ts';

describe('a duration', () => {
  it.each([
    [0, '0 s'],
    [1, '1 s'],
    [59 * SECOND, '59 s'],
    [59 * SECOND + 1, '1 min'],
    [61 * SECOND, '1 min 1 s'],
    [2 * HOUR + 5 * MINUTE + SECOND, '2 h 5 min'],
    [DAY - 1, '1 d'],
    [3 * DAY + 4 * HOUR, '3 d 4 h'],
  ])('of %d ms reads %s', (milliseconds, text) => expect(duration(milliseconds)).toBe(text));
});

describe('a table', () => {
  it('sets numbers to the right and ends no line with spaces', () => {
    const rows = [
      ['a', '5', 'x'],
      ['long', '–', ''],
      ['b', '1000', 'y'],
    ];
    expect(table(['NAME', 'N', 'NOTE'], rows)).toBe(
      'NAME     N  NOTE\na        5  x\nlong     –\nb     1000  y',
    );
  });
});

it('tells times in UTC, to the second', () => {
  expect(timeText(1_800_000_000_999)).toBe('2027-01-15 08:00:00 UTC');
});

describe('an error', () => {
  it.each([
    ['of the user', new UserError('mend it'), { message: 'mend it', exitCode: 1 }],
    ['of usage', new UsageError('so'), { message: 'so', exitCode: 2 }],
    [
      'of AWS',
      Object.assign(new Error('no right to scan'), { name: 'AccessDeniedException', $metadata: {} }),
      { message: 'AWS: AccessDeniedException: no right to scan', exitCode: 1 },
    ],
    [
      'of credentials',
      Object.assign(new Error('none found'), { name: 'CredentialsProviderError' }),
      { message: 'AWS: CredentialsProviderError: none found', exitCode: 1 },
    ],
    [
      'of a server that is gone',
      Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED', $metadata: {} }),
      { message: 'the deployment does not answer; was the local engine stopped?', exitCode: 1 },
    ],
  ])('%s is told without a stack trace', (_, error, failure) => {
    expect(failureOf(error)).toEqual(failure);
  });

  it('of ours comes with its stack trace', () => {
    expect(failureOf(new TypeError('x is not a function'))).toMatchObject({
      exitCode: 1,
      stack: expect.stringContaining('text.test.ts'),
    });
  });
});
