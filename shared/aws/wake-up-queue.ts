import type { WakeUpQueue } from '../ports/queues.ts';
import { type QueueTarget, sendMessages } from './send-messages.ts';
import { encodeWakeUp } from './wake-up-codec.ts';

/** WakeUpQueue on SQS. A wake-up that SQS did not take is logged, and found by the sweeper. */
export const createWakeUpQueue = (target: QueueTarget): WakeUpQueue => ({
  send: async (wakeUps) => {
    await sendMessages(
      target,
      wakeUps.map((wakeUp) => ({
        body: encodeWakeUp(wakeUp),
        attributes: {},
        delaySeconds: wakeUp.delaySeconds,
      })),
    );
  },
});
