import type { OutcomeEvent } from '../outcome/event.ts';
import type { OutgoingMail } from '../ports/queues.ts';

/** What a sender made of one message. All but `leave` are carried out in batches, then the message is deleted. */
export type Verdict =
  /** Over; `event` is what upstream hears, if anything. */
  | { readonly kind: 'done'; readonly event?: OutcomeEvent }
  /** To the throttler, for a new slot. */
  | { readonly kind: 'return'; readonly mail: OutgoingMail }
  /** To the sender again, later. */
  | { readonly kind: 'again'; readonly mail: OutgoingMail }
  /** Another sender is at it, or something failed: the message comes back by itself. */
  | { readonly kind: 'leave' };
