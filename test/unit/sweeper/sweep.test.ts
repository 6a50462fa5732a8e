import { describe, expect, it } from 'vitest';
import { createMemoryControlStore } from '../../../shared/memory/control-store.ts';
import { createMemoryQuotaStore } from '../../../shared/memory/quota-store.ts';
import { createMemoryWakeUpQueue } from '../../../shared/memory/wake-up-queue.ts';
import { SILENT } from '../../../shared/ports/log.ts';
import type { WakeUp } from '../../../shared/ports/queues.ts';
import { mxKey } from '../../../shared/quota/key.ts';
import { type SweepPorts, sweep } from '../../../shared/sweeper/sweep.ts';
import { SECOND } from '../../../shared/time/units.ts';

const NOW = Date.UTC(2026, 0, 5, 8);
const key = mxKey('default', 'rule', 'orbit');
const ACCOUNT = {
  maxSendRate: 14,
  max24HourSend: 50_000,
  sentLast24Hours: 3,
  sendingEnabled: true,
  readAt: NOW,
};

async function setUp(wakeAt?: number, more: Partial<SweepPorts> = {}) {
  const woken: (WakeUp & { readonly delaySeconds: number })[] = [];
  const quota = createMemoryQuotaStore();
  const control = createMemoryControlStore();
  await quota.swapChain(key, 0, { open: true, wakeNo: 4, ...(wakeAt === undefined ? {} : { wakeAt }) });
  const ports: SweepPorts = {
    clock: { now: () => NOW, sleep: async () => {} },
    quota,
    control,
    wakeUps: createMemoryWakeUpQueue((wakeUp, delaySeconds) => woken.push({ ...wakeUp, delaySeconds })),
    askAccount: async () => ACCOUNT,
    log: SILENT,
    ...more,
  };
  return { woken, control, run: () => sweep(ports) };
}

describe('the sweeper', () => {
  it('wakes a key whose wake-up is more than 30 seconds late, by the number that is valid', async () => {
    const { woken, run } = await setUp(NOW - 30 * SECOND - 1);
    await run();
    expect(woken).toEqual([{ key, wakeNo: 4, delaySeconds: 0 }]);
  });

  it.each([NOW - 30 * SECOND, NOW, NOW + 900 * SECOND, undefined])(
    'lets alone a key that is due at %s',
    async (wakeAt) => {
      const { woken, run } = await setUp(wakeAt);
      await run();
      expect(woken).toEqual([]);
    },
  );

  it('writes down what SES allows', async () => {
    const { control, run } = await setUp();
    await run();
    expect((await control.load()).account).toEqual(ACCOUNT);
  });

  it('wakes keys also when SES does not answer, and says that it failed', async () => {
    const askAccount = () => Promise.reject(new Error('throttled'));
    const { woken, run } = await setUp(0, { askAccount });
    await expect(run()).rejects.toThrow('the sweep failed in part');
    expect(woken).toHaveLength(1);
  });

  it('writes down what SES allows also when no key can be woken', async () => {
    const { control, run } = await setUp(0, { quota: { overdue: () => Promise.reject(new Error('down')) } });
    await expect(run()).rejects.toThrow('the sweep failed in part');
    expect((await control.load()).account).toEqual(ACCOUNT);
  });
});
