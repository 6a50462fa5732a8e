import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createTimers } from '../../../local/servers/ses/timers.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('timers run tasks later, and none that was set before or after they were cleared', () => {
  const done: string[] = [];
  const timers = createTimers();
  timers.later(10, () => done.push('in time'));
  vi.advanceTimersByTime(10);
  timers.later(10, () => done.push('set before'));
  timers.clear();
  timers.later(10, () => done.push('set after'));
  vi.advanceTimersByTime(100);
  expect(done).toEqual(['in time']);
});
