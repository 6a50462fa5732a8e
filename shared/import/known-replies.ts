import type { FailureReason } from '../outcome/event.ts';
import type { BounceRuleData } from '../rules/bounce-schema.ts';

/** A real-looking reply whose meaning is known: an example of a bounce rule that ships. */
export interface KnownReply {
  readonly text: string;
  /** Absent for what is no failure. */
  readonly reason?: FailureReason;
  readonly isTemporary: boolean;
}

/** Code and status that later lines of one reply repeat. */
const LATER_LINE = /^[245]\d\d[ -](?:\d\.\d{1,3}\.\d{1,3} ?)?/;

/** A reply on one line, as other systems show it to their patterns. */
export function onOneLine(reply: string): string {
  const [first = '', ...others] = reply.split(/\r?\n/);
  const opening = first.replace(/^([245]\d\d)-/, '$1 ');
  return [opening, ...others.map((line) => line.replace(LATER_LINE, ''))]
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const isTemporary = (text: string): boolean => /^4\d\d\b|^[^45]*\b4\.\d\.\d/.test(text);

/**
 * Replies that servers send as they are installed, in words that rules everywhere are written for: Dovecot's
 * `quota_exceeded_message`, and the bare forms of small servers, which write no capitals.
 */
const COMMON: readonly KnownReply[] = [
  {
    text: '552 5.2.2 <jane@example.com> Quota exceeded (mailbox for user is full)',
    reason: 'mailboxFull',
    isTemporary: false,
  },
  { text: '550 user unknown', reason: 'userUnknown', isTemporary: false },
  { text: '550 5.1.1 no such user', reason: 'userUnknown', isTemporary: false },
  { text: '550 5.2.2 mailbox full', reason: 'mailboxFull', isTemporary: false },
  { text: '452 4.2.2 mailbox full', reason: 'mailboxFull', isTemporary: true },
];

/** The examples of bounce rules, each with what its rule says, and the common replies. */
export const knownReplies = (rules: readonly BounceRuleData[]): readonly KnownReply[] => [
  ...rules.flatMap(({ examples, reason, temporary }) =>
    examples.map(onOneLine).map((text) => {
      const meant = (isTemporary(text) ? temporary : undefined) ?? reason;
      return { text, isTemporary: isTemporary(text), ...(meant ? { reason: meant } : {}) };
    }),
  ),
  ...COMMON,
];
