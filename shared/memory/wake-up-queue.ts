import { checkDelay } from '../ports/check-delay.ts';
import type { WakeUp, WakeUpQueue } from '../ports/queues.ts';

/** WakeUpQueue that hands each wake-up to the simulation, which delivers it when its delay is over. */
export const createMemoryWakeUpQueue = (
  deliver: (wakeUp: WakeUp, delaySeconds: number) => void,
): WakeUpQueue => ({
  send: async (wakeUps) => {
    wakeUps.forEach(checkDelay);
    for (const { key, wakeNo, delaySeconds } of wakeUps) deliver({ key, wakeNo }, delaySeconds);
  },
});
