import { randomUUID } from 'node:crypto';
import { type BounceKind, delayTypeOf, type Failure } from './verdict.ts';

/** The parts of events that are their type's own, in the shape of the SES developer guide. */

const REPORTING_MTA = 'dns; ses.local.invalid';
const LOOPBACK = '127.0.0.1';
const feedbackId = () => `${randomUUID()}-000000`;
const iso = (at: number) => new Date(at).toISOString();

export const deliveryPayload = (recipient: string, reply: string, acceptedAt: number, at: number) => ({
  timestamp: iso(at),
  processingTimeMillis: Math.round(at - acceptedAt),
  recipients: [recipient],
  smtpResponse: reply,
  reportingMTA: 'ses.local.invalid',
  remoteMtaIp: LOOPBACK,
});

/** A bounce's part; `bounceType` decides whether SES suppresses the address from then on. */
export interface BouncePayload {
  readonly bounceType: BounceKind[0];
}

function bounce(kind: BounceKind, recipient: object, at: number) {
  return {
    feedbackId: feedbackId(),
    bounceType: kind[0],
    bounceSubType: kind[1],
    bouncedRecipients: [recipient],
    timestamp: iso(at),
    reportingMTA: REPORTING_MTA,
  };
}

const failed = (emailAddress: string, status: string, reply: string) => ({
  emailAddress,
  action: 'failed',
  status,
  diagnosticCode: `smtp; ${reply}`,
});

export const bouncePayload = (recipient: string, failure: Failure, kind: BounceKind, at: number) => ({
  ...bounce(kind, failed(recipient, failure.status, failure.reply), at),
  remoteMtaIp: LOOPBACK,
});

/** A mail that `host` took and sent back: its words stand in the returned mail, no connection of SES's is known. */
export const returnedPayload = (
  recipient: string,
  failure: Failure,
  kind: BounceKind,
  host: string,
  at: number,
) => ({
  ...bounce(kind, failed(recipient, failure.status, failure.reply), at),
  reportingMTA: `dsn; ${host}`,
});

/** SES gave up after `max.seconds`; `custom` when the configuration set named them. */
export function expiredPayload(
  recipient: string,
  failure: Failure,
  max: { readonly seconds: number; readonly custom: boolean },
  at: number,
) {
  const minutes = Math.round(max.seconds / 60);
  const reply = `550 4.4.7 Message expired: unable to deliver in ${minutes} minutes.<${failure.reply}>`;
  const subType = max.custom ? 'CustomTimeoutExceeded' : 'General';
  return bounce(['Transient', subType], failed(recipient, '4.4.7', reply), at);
}

export const delayPayload = (emailAddress: string, failure: Failure, expiresAt: number, at: number) => ({
  timestamp: iso(at),
  delayType: delayTypeOf(failure),
  expirationTime: iso(expiresAt),
  reportingMTA: 'ses.local.invalid',
  delayedRecipients: [{ emailAddress, status: failure.status, diagnosticCode: `smtp; ${failure.reply}` }],
});

export const suppressedBouncePayload = (recipient: string, at: number) =>
  bounce(
    ['Permanent', 'OnAccountSuppressionList'],
    failed(recipient, '5.1.1', '550 5.1.1 The address is on the suppression list of this account'),
    at,
  );

export const complaintPayload = (emailAddress: string, at: number, suppressed: boolean) => ({
  feedbackId: feedbackId(),
  complaintSubType: suppressed ? 'OnAccountSuppressionList' : null,
  complainedRecipients: [{ emailAddress }],
  timestamp: iso(at),
  ...(suppressed ? {} : { userAgent: 'local', complaintFeedbackType: 'abuse', arrivalDate: iso(at) }),
});
