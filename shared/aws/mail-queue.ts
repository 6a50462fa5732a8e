import { encodeEnvelope } from '../message/envelope-codec.ts';
import type { MailQueue } from '../ports/queues.ts';
import { type QueueTarget, sendMessages } from './send-messages.ts';

/** The message attribute that the envelope travels in. */
export const ENVELOPE_ATTRIBUTE = 'mxp';

/** A queue of mails on SQS: the untouched body, and the envelope beside it. */
export const createMailQueue = (target: QueueTarget): MailQueue => ({
  send: (mails) =>
    sendMessages(
      target,
      mails.map(({ body, envelope, delaySeconds }) => ({
        body,
        attributes: { [ENVELOPE_ATTRIBUTE]: encodeEnvelope(envelope) },
        delaySeconds,
      })),
    ),
});
