import type { Blame, FailureReason, FailureType } from '../outcome/event.ts';

/** What a server, SES or the DNS said of a mail that did not arrive. */
export interface Reply {
  /** The words as they came, codes included: `550 5.1.1 User unknown`, several lines or none. */
  readonly text: string;
  /** RFC 3463, where it came apart from the words: `5.1.1`. */
  readonly status?: string;
  /** The MX host that spoke, lower case. */
  readonly mxHost?: string;
  /** SES's own view: `bounceType/bounceSubType`, as `Permanent/NoEmail`. */
  readonly subtype?: string;
}

/** What decided: the words, the enhanced status, SES's subtype, the reply code, or nothing. */
export const JUDGED_BY = ['text', 'status', 'subtype', 'code', 'none'] as const;
export type JudgedBy = (typeof JUDGED_BY)[number];

/** What a failure means. */
export interface Judgement {
  readonly type: FailureType;
  /** Absent where the type is `ignored` and nothing failed. */
  readonly reason?: FailureReason;
  readonly blame?: Blame;
  /** The bounce rule, where the words decided. */
  readonly rule?: string;
  readonly via: JudgedBy;
  /** False: nobody knows these words yet, and the address is not to suffer for it. */
  readonly classified: boolean;
}

/** Judges replies; total: every text has an answer, in time linear in its length. */
export interface Classifier {
  judge(reply: Reply): Judgement;
}
