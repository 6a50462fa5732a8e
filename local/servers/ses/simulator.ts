import { SIMULATOR_DOMAIN } from '../../../shared/message/simulator.ts';
import { bareAddress, domainOf } from './send-request.ts';
import type { SmtpResult } from './smtp-pool.ts';

/** What each mailbox of SES's simulator answers (SES developer guide, "Using the mailbox simulator"). */
const REPLIES: Readonly<Record<string, SmtpResult>> = {
  success: { ok: true, reply: '250 2.6.0 Message received' },
  complaint: { ok: true, reply: '250 2.6.0 Message received' },
  ooto: { ok: true, reply: '250 2.6.0 Message received' },
  bounce: { ok: false, reply: '550 5.1.1 user unknown' },
};

export const isSimulated = (recipient: string): boolean =>
  domainOf(bareAddress(recipient)).toLowerCase() === SIMULATOR_DOMAIN;

/** The mailbox without its label: `bounce` of `bounce+a@simulator.amazonses.com`. */
const mailboxOf = (recipient: string): string =>
  /^[^+@]*/.exec(bareAddress(recipient).toLowerCase())?.[0] ?? '';

/** The simulator's answer; other mailboxes than it has bounce. Undefined for mail to others. */
export const simulated = (recipient: string): SmtpResult | undefined =>
  isSimulated(recipient) ? (REPLIES[mailboxOf(recipient)] ?? REPLIES['bounce']) : undefined;

/** Its complaint comes at once. */
export const simulatedComplaint = (recipient: string): number | undefined =>
  isSimulated(recipient) && mailboxOf(recipient) === 'complaint' ? 0 : undefined;
