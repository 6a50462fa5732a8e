/** Headers that SES writes, that say who gets the mail, or that MX Pacer writes from a field of its own. */
const RESERVED: ReadonlySet<string> = new Set([
  'from',
  'to',
  'cc',
  'bcc',
  'subject',
  'reply-to',
  'sender',
  'return-path',
  'date',
  'message-id',
  'mime-version',
  'dkim-signature',
  'received',
  'list-unsubscribe',
  'list-unsubscribe-post',
]);

const RESERVED_PREFIXES = ['content-', 'x-ses-', 'x-mxp-'] as const;

/** True for a header that upstream must not add, in any case. */
export function isReservedHeader(name: string): boolean {
  const lower = name.toLowerCase();
  return RESERVED.has(lower) || RESERVED_PREFIXES.some((prefix) => lower.startsWith(prefix));
}
