import { describe, expect, it } from 'vitest';
import { createGate } from '../../../shared/mx/gate.ts';

const settle = () => new Promise((done) => setImmediate(done));

/** Work that stays inside until it is let go. */
function visitors(most: number) {
  const gate = createGate(most);
  const inside: (() => void)[] = [];
  const send = (count: number) => {
    for (let n = 0; n < count; n += 1) void gate(() => new Promise<void>((leave) => inside.push(leave)));
    return settle();
  };
  const leave = async (count: number) => {
    for (const go of inside.splice(0, count)) go();
    await settle();
  };
  return { inside, send, leave };
}

describe('a gate', () => {
  it('lets newcomers wait while a place was handed to one in line', async () => {
    const { inside, send, leave } = visitors(2);
    await send(3);
    await leave(1);
    await send(2);
    expect(inside).toHaveLength(2);
  });

  it('has all its places again when everybody has left', async () => {
    const { inside, send, leave } = visitors(2);
    await send(3);
    await leave(2);
    await leave(1);
    await send(3);
    expect(inside).toHaveLength(2);
  });

  it('lets in by the order of asking', async () => {
    const gate = createGate(1);
    const order: number[] = [];
    await Promise.all([1, 2, 3].map((n) => gate(async () => order.push(n))));
    expect(order).toEqual([1, 2, 3]);
  });

  it('gives the place of failed work on and tells the failure', async () => {
    const gate = createGate(1);
    const failed = gate(() => Promise.reject(new Error('out of order')));
    const next = gate(async () => 'done');
    await expect(failed).rejects.toThrow('out of order');
    expect(await next).toBe('done');
  });
});
