import type { HoldScope } from '../control/hold.ts';
import type { Mail } from '../message/mail.ts';

/** What SES made of one hand-over. Only `accepted` and `unknown` may have left. */
export type SendResult =
  | { readonly kind: 'accepted'; readonly sesId: string }
  /** SES refused for its rate; safe to repeat. */
  | { readonly kind: 'slowDown'; readonly text: string }
  /** Nothing that uses `scope` can leave now: daily quota, paused, suspended, identity, template or set missing. */
  | { readonly kind: 'hold'; readonly scope: HoldScope; readonly code: string; readonly text: string }
  | { readonly kind: 'refused'; readonly text: string }
  /** The content could not be made into a mail (reference missing, hash wrong); nothing was called. */
  | { readonly kind: 'invalid'; readonly text: string }
  | { readonly kind: 'unknown'; readonly text: string };

export interface HandOver {
  readonly mail: Mail;
  /** Of the mail's id, for its header; absent: the header bears the id alone. */
  readonly proof?: string;
  readonly configurationSet: string;
  /** Names and values within SES's character set `A-Za-z0-9_-`. */
  readonly tags: Readonly<Record<string, string>>;
}

/** One hand-over, tried once. After `callMillis` its socket is destroyed and the answer is `unknown`. Never throws. */
export interface Mailer {
  send(handOver: HandOver, callMillis: number): Promise<SendResult>;
}
