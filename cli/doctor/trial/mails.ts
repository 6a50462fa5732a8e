import type { MailId } from '../../../shared/message/mail.ts';
import { SIMULATOR_DOMAIN } from '../../../shared/message/simulator.ts';
import { messageOf, type OneMail } from '../../commands/send-one.ts';

/** A mail of a trial, and what SES's simulator does with it. */
export interface TrialMail {
  readonly id: MailId;
  readonly to: string;
  readonly body: string;
}

/** The two mails of one trial: one that is delivered, one that comes back. */
export interface TrialMails {
  readonly success: TrialMail;
  readonly bounce: TrialMail;
}

/** An address to send from: the identity itself, or one of its domain. */
export const senderOf = (identity: string): string =>
  identity.includes('@') ? identity : `mx-pacer-doctor@${identity}`;

/** `label` makes the addresses this trial's own (SES developer guide, "Using the mailbox simulator", labels). */
export function trialMails(from: string, label: string): TrialMails {
  const mail = (kind: string): TrialMail => {
    const fields: OneMail = {
      id: `doctor-${kind}-${label}`,
      to: `${kind}+${label}@${SIMULATOR_DOMAIN}`,
      from,
      stream: 'transactional',
      subject: 'mxp doctor',
      text: 'A trial of mxp doctor.',
    };
    return { id: fields.id as MailId, to: fields.to, body: messageOf(fields) };
  };
  return { success: mail('success'), bounce: mail('bounce') };
}
