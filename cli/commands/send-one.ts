import { poolsOf } from '../../shared/throttler/pools-of.ts';
import { UserError } from '../user-error.ts';
import type { Answer } from './answer.ts';
import { problemOf, type Sending } from './send.ts';

/** One mail, as the options of `mxp send` give it. */
export interface OneMail {
  readonly id: string;
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly campaign?: string;
  readonly stream?: string;
  readonly pool?: string;
}

/** The message as upstream would write it (schemas/message.schema.json). */
export const messageOf = ({ subject, text, ...fields }: OneMail): string =>
  JSON.stringify({ v: 1, ...fields, content: { simple: { subject, text } } });

/** Queues one mail; throws a UserError that names the field when it is no message. */
export async function sendOne(connection: Sending, mail: OneMail, priority: boolean): Promise<Answer> {
  const { deployment, enqueue } = connection;
  const body = messageOf(mail);
  const problem = problemOf(body, poolsOf(deployment.settings));
  if (problem !== undefined) throw new UserError(`nothing was sent: ${problem}`);
  const lost = await enqueue([body], priority);
  if (lost.size > 0) throw new UserError('the queue did not take the mail; send it again');
  return {
    json: { sent: 1, refused: [], id: mail.id },
    text: `Mail ${mail.id} queued at ${deployment.name}.`,
  };
}
