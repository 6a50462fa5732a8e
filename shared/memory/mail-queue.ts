import { checkDelay } from '../ports/check-delay.ts';
import type { MailQueue, OutgoingMail, QueuedMail } from '../ports/queues.ts';

/** A queue of mails that hands each to the simulation, which delivers it when its delay is over. */
export const createMemoryMailQueue = (
  deliver: (mail: QueuedMail, delaySeconds: number) => void,
): MailQueue => ({
  send: async (mails: readonly OutgoingMail[]) => {
    mails.forEach(checkDelay);
    for (const { body, envelope, delaySeconds } of mails) deliver({ body, envelope }, delaySeconds);
    return new Set();
  },
});
