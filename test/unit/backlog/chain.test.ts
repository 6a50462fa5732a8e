import { describe, expect, it } from 'vitest';
import { appended, claimed, emptied, NO_CHAIN, rescheduled } from '../../../shared/backlog/chain.ts';

const NOW = 1_000_000;
const by = { now: NOW, appendUntil: NOW + 65_000, wakeAt: NOW + 30_000, opens: true };

describe('a chain of wake-ups', () => {
  it('begins with the first append, which must send the wake-up', () => {
    const { next, wake } = appended(NO_CHAIN, by);
    expect(wake).toBe(true);
    expect(next).toMatchObject({ open: true, wakeAt: by.wakeAt, appendUntil: by.appendUntil, wakeNo: 0 });
  });

  it('is left as it is by a second append that has no earlier need', () => {
    const { next } = appended(NO_CHAIN, by);
    expect(appended(next, { ...by, wakeAt: by.wakeAt + 1 }).wake).toBe(false);
  });

  it('is pulled forward by an append that can leave much sooner', () => {
    const far = { ...NO_CHAIN, wakeAt: NOW + 900_000 };
    expect(appended(far, by)).toMatchObject({ wake: true, next: { wakeAt: by.wakeAt } });
  });

  it('is not pulled forward for mail that goes behind a backlog', () => {
    const far = { ...NO_CHAIN, open: true, wakeAt: NOW + 900_000 };
    expect(appended(far, by)).toMatchObject({ wake: false, next: { wakeAt: NOW + 900_000 } });
  });

  it('is not pulled forward while a pump is at work', () => {
    const pumping = { ...NO_CHAIN, wakeAt: NOW + 900_000, pumpUntil: NOW + 1 };
    expect(appended(pumping, by).wake).toBe(false);
  });

  it('does not open the key for mail that something keeps back', () => {
    expect(appended(NO_CHAIN, { ...by, opens: false }).next.open).toBe(false);
  });

  it('never moves the end of appending back', () => {
    const { next } = appended({ ...NO_CHAIN, appendUntil: NOW + 90_000 }, by);
    expect(next.appendUntil).toBe(NOW + 90_000);
  });

  it('is claimed once by a wake-up number', () => {
    const { next } = appended(NO_CHAIN, by);
    const first = claimed(next, 0, NOW + 90_000);
    expect(first).toMatchObject({ wakeNo: 1, wakeAt: NOW + 90_000, pumpUntil: NOW + 90_000 });
    expect(first && claimed(first, 0, NOW + 90_000)).toBeUndefined();
  });

  it('cannot be claimed when it has ended', () => {
    expect(claimed(NO_CHAIN, 0, NOW)).toBeUndefined();
  });

  it('goes on without the pump that has rescheduled it', () => {
    const pumping = { open: true, wakeNo: 4, wakeAt: NOW, pumpUntil: NOW };
    expect(rescheduled(pumping, { wakeAt: NOW + 5, open: true, turn: '2#marketing#a#' })).toEqual({
      open: true,
      wakeNo: 4,
      wakeAt: NOW + 5,
      turn: '2#marketing#a#',
    });
  });

  it('ends only when the empty look was after every announced append', () => {
    const chain = { open: true, wakeNo: 3, wakeAt: NOW, appendUntil: NOW };
    expect(emptied(chain, NOW)).toMatchObject({ open: false, wakeAt: NOW + 1_000 });
    expect(emptied(chain, NOW + 1)).toEqual({ open: false, wakeNo: 3 });
  });
});
