/** An SMTP reply that refuses: 4xx for now, 5xx for good (RFC 5321 §4.2.1). */
export interface SmtpRefusal {
  readonly code: number;
  /** With the enhanced status in front where there is one: `5.1.1 User unknown`. */
  readonly text: string;
}

/** Undefined lets the command pass. */
export type Verdict = SmtpRefusal | undefined | Promise<SmtpRefusal | undefined>;

/** One connection as a policy sees it; `id` is the same from CONNECT to the connection's end. */
export interface SmtpSession {
  readonly id: string;
  readonly remoteAddress: string;
  /** Messages accepted on this connection so far. */
  readonly messages: number;
  /** MAIL commands on this connection so far, this one included. */
  readonly transactions: number;
  /** Connections open at this provider now, this one included. */
  readonly openConnections: number;
}

/** A message at its end. */
export interface SmtpMessage {
  readonly bytes: number;
  readonly from: string;
  readonly recipients: readonly string[];
}

/** How a provider behaves, at each step of SMTP; every part may be left out, the first refusal counts. */
export interface ProviderPolicy {
  readonly connect?: (session: SmtpSession) => Verdict;
  readonly mail?: (from: string, session: SmtpSession) => Verdict;
  readonly rcpt?: (to: string, session: SmtpSession) => Verdict;
  /** After the message's end. */
  readonly data?: (message: SmtpMessage, session: SmtpSession) => Verdict;
  readonly disconnect?: (session: SmtpSession) => void;
}

/** Refuses mailboxes that do not exist; `isUnknown` gets the local part. */
export const refuseUnknownUsers = (isUnknown: (local: string) => boolean): ProviderPolicy => ({
  rcpt: (to) =>
    isUnknown(to.slice(0, to.lastIndexOf('@')))
      ? { code: 550, text: '5.1.1 The mailbox does not exist' }
      : undefined,
});

/** A provider that takes its time after each message. */
export const answerLate = (latencyMillis: number): ProviderPolicy => ({
  data: () => new Promise((resolve) => setTimeout(() => resolve(undefined), latencyMillis)),
});

/** The first refusal of the policies, asked in order. */
export async function judge(
  policies: readonly ProviderPolicy[],
  ask: (policy: ProviderPolicy) => Verdict,
): Promise<SmtpRefusal | undefined> {
  for (const policy of policies) {
    const refusal = await ask(policy);
    if (refusal) return refusal;
  }
  return undefined;
}
