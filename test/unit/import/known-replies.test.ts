import { describe, expect, it } from 'vitest';
import { onOneLine } from '../../../shared/import/known-replies.ts';
import { evidence } from './support.ts';

describe('known replies', () => {
  it('mean what our own rules say of them', () => {
    const common = evidence.replies.slice(-5);
    expect(common.map(({ text }) => evidence.reference.judge({ text }).reason)).toEqual(
      common.map(({ reason }) => reason),
    );
  });

  it('are many, on one line each', () => {
    expect(evidence.replies.length).toBeGreaterThan(400);
    expect(evidence.replies.filter(({ text }) => text.includes('\n'))).toEqual([]);
  });

  it.each([
    ['550-5.1.1 No such\n550-5.1.1 user here\n550 5.1.1  today', '550 5.1.1 No such user here today'],
    ['421 busy', '421 busy'],
    ['Sorry,\n no mailbox', 'Sorry, no mailbox'],
  ])('of several lines are joined: %j', (reply, text) => expect(onOneLine(reply)).toBe(text));
});
