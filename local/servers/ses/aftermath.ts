import type { ResolveRoutes } from '../mail-routes.ts';
import { preciseNow } from './accept-log.ts';
import type { AcceptedMail, Leg, LegDeps } from './legs.ts';
import { type BouncePayload, complaintPayload, deliveryPayload, returnedPayload } from './payloads.ts';
import { complaintMail, statusMail } from './report-mail.ts';
import { bareAddress, domainOf } from './send-request.ts';
import { isSimulated, simulatedComplaint } from './simulator.ts';
import { reasonsOf, type SuppressionReason } from './suppression-list.ts';
import type { Timers } from './timers.ts';
import { bounceKindOf, failureOf } from './verdict.ts';

/** A mail that its receiver took and sent back later. */
export interface Return {
  /** Counted from the delivery. */
  readonly afterMillis: number;
  /** The words of the returned mail, as an SMTP reply: `550 5.1.1 No such user`. */
  readonly reply: string;
}

export interface AftermathDeps extends LegDeps {
  readonly resolve: ResolveRoutes;
  readonly complains: (recipient: string) => number | undefined;
  readonly returns: (recipient: string) => Return | undefined;
  /** See SesOptions. */
  readonly namesUnknownUsers: boolean;
  readonly answersByMail: (recipient: string) => boolean;
  readonly receive?: (raw: string) => void;
}

/** Publishes the delivery and, in their time, the complaint and the returned mail that follow it; or sends them by mail. */
export function delivered(deps: AftermathDeps, leg: Leg, reply: string, timers: Timers): void {
  const { mail, recipient } = leg;
  const at = preciseNow();
  deps.publish(mail, 'Delivery', deliveryPayload(recipient, reply, mail.acceptedAt, at));
  const host = deps.resolve(domainOf(bareAddress(recipient)))?.mx ?? 'unknown.invalid';
  const receive = deps.answersByMail(recipient) ? deps.receive : undefined;
  const complaint = simulatedComplaint(recipient) ?? deps.complains(recipient);
  if (complaint !== undefined)
    timers.later(complaint, () => {
      if (receive) return receive(complaintMail({ leg, host, at: at + complaint }));
      deps.publish(mail, 'Complaint', complaintPayload(recipient, at + complaint, false));
      suppress(deps, mail, recipient, 'COMPLAINT');
    });
  const returned = deps.returns(recipient);
  if (returned === undefined) return;
  timers.later(returned.afterMillis, () => {
    const failure = failureOf(returned.reply);
    if (receive) return receive(statusMail({ leg, host, at: at + returned.afterMillis }, failure));
    const kind = bounceKindOf(failure, deps.namesUnknownUsers);
    bounced(
      deps,
      mail,
      recipient,
      returnedPayload(recipient, failure, kind, host, at + returned.afterMillis),
    );
  });
}

/** Publishes the bounce; a hard one puts its address onto the suppression list. */
export function bounced(deps: LegDeps, mail: AcceptedMail, recipient: string, payload: BouncePayload): void {
  deps.publish(mail, 'Bounce', payload);
  if (payload.bounceType === 'Permanent') suppress(deps, mail, recipient, 'BOUNCE');
}

/** Only for reasons that the mail's configuration set suppresses (SES developer guide, account-level suppression list). */
function suppress(
  { sets, suppression }: LegDeps,
  mail: AcceptedMail,
  recipient: string,
  reason: SuppressionReason,
): void {
  // SES never puts addresses of its simulator there (SES developer guide).
  if (isSimulated(recipient)) return;
  if (reasonsOf(sets, mail).includes(reason)) suppression.add(bareAddress(recipient), reason);
}
