import type { Order } from '../../shared/control/order.ts';
import type { MailId } from '../../shared/message/mail.ts';
import type { Answer } from '../commands/answer.ts';
import { orderJson } from '../commands/order-text.ts';
import { type Part, story } from '../story.ts';
import { pauseText } from './restraints.ts';

const MEANINGS = [
  'A mail has a row from when a sender takes it up or it ends, until 28 days after it expires. So it either',
  '- waits: in a queue, or under the key of its MX; `mxp explain ADDRESS` tells which, `mxp status` how long;',
  '- was never queued here, or not as this id (ids are case-sensitive);',
  '- was no message and named no id: the rejected queue has it, with the reason;',
  '- or ended so long ago that its row is gone.',
] as const;

/** What it means that no row knows a mail; it fails, for nothing is explained. */
export function unknownMail(id: MailId, pauses: readonly Order[]): Answer {
  const parts: readonly Part[] = [
    ['mail', `${id}: no row knows it`],
    ['that means', MEANINGS.join('\n')],
    ...(pauses.length > 0 ? [['orders', pauses.map(pauseText).join('\n')] as const] : []),
  ];
  return {
    json: { found: false, id, pauses: pauses.map(orderJson), meaning: MEANINGS.join('\n') },
    text: story(parts),
    failed: true,
  };
}
