/** An SMTP failure as SES reports it. */
export interface Failure {
  /** The receiver's words, or ours when there was no receiver. */
  readonly reply: string;
  /** RFC 3463, like `5.1.1`. */
  readonly status: string;
  readonly permanent: boolean;
}

/** Reads an SMTP reply; without an enhanced status the class gives `5.0.0` or `4.0.0`. No reply is temporary. */
export function failureOf(reply: string): Failure {
  const permanent = /^5\d\d/.test(reply);
  const status = /^[45]\d\d[ -]([45]\.\d{1,3}\.\d{1,3})/.exec(reply)?.[1];
  return { reply, status: status ?? (permanent ? '5.0.0' : '4.0.0'), permanent };
}

export type BounceKind = readonly ['Permanent' | 'Transient', string];

/**
 * Bounce type and sub-type of a refusal, by enhanced status (SES developer guide, bounce types). SES is seen to call an
 * unknown user both `General` and `NoEmail`; `namesUnknownUsers` asks for the latter.
 */
export function bounceKindOf({ status, permanent }: Failure, namesUnknownUsers = false): BounceKind {
  const subject = status.slice(2);
  if (subject === '2.2') return ['Transient', 'MailboxFull'];
  if (subject === '2.3' || subject === '3.4') return ['Transient', 'MessageTooLarge'];
  if (subject.startsWith('6.') || subject.startsWith('7.')) return ['Transient', 'ContentRejected'];
  if (!permanent) return ['Transient', 'General'];
  return ['Permanent', namesUnknownUsers && subject === '1.1' ? 'NoEmail' : 'General'];
}

/** `delayType` of a mail that is tried again. */
export function delayTypeOf({ reply, status }: Failure): string {
  if (status === '4.2.2') return 'MailboxFull';
  if (status.startsWith('4.7.')) return 'IPFailure';
  return reply.startsWith('4') ? 'General' : 'TransientCommunicationFailure';
}
