/** What operators are told of, besides log and metrics: what they may want to act on, a few times a day at most. */
export const NOTICE_KINDS = ['rulesSyncFailed', 'rulesHeld', 'rulesActivated', 'feedExpires'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

interface Told<K extends NoticeKind> {
  readonly v: 1;
  readonly kind: K;
  /** When, ISO 8601, UTC. */
  readonly at: string;
}

export type Notice =
  /** The feed's rules could not be had or taken: yesterday's stay in force. */
  | (Told<'rulesSyncFailed'> & { readonly code: string; readonly text: string })
  /** A release waits for an operator. */
  | (Told<'rulesHeld'> & { readonly version: string; readonly why: readonly string[] })
  /** Other rules are in force; `share` is the percentage of quota keys that try them first. */
  | (Told<'rulesActivated'> & {
      readonly version: string;
      readonly lines: readonly string[];
      readonly share?: number;
    })
  /** Nobody published anything for long: `expiresAt` is near or past. */
  | (Told<'feedExpires'> & { readonly expiresAt: string; readonly text: string });

/** Lines of a diff or of reasons in one notice: it is read on a phone. */
export const NOTICE_LINES = 20;

/** The subject of an e-mail, in ASCII and below 100 characters (SNS API reference, Publish). */
export const NOTICE_SUBJECTS: Readonly<Record<NoticeKind, string>> = {
  rulesSyncFailed: 'MX Pacer: rules not synchronised, those from before stay in force',
  rulesHeld: 'MX Pacer: a release of the rules waits for you',
  rulesActivated: 'MX Pacer: other rules are in force',
  feedExpires: 'MX Pacer: the rule feed expires',
};
