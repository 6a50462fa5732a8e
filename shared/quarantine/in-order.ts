import type { FailureReason } from '../outcome/event.ts';
import { type Entry, identityOf } from './entry.ts';

/** Of one moment: what mail did, then what people said and did; an operator has the last word. */
const KINDS: readonly Entry['kind'][] = ['handedOver', 'delivered', 'error', 'complaint', 'act'];

/** The gravest first, the others by name. */
const rankOf = (reason: FailureReason | undefined): string =>
  reason === 'userUnknown' ? '' : (reason ?? '');

/** What tells entries of one time and kind apart; acts of one moment go by name, so `release` comes last. */
function tiesOf(entry: Entry): readonly string[] {
  switch (entry.kind) {
    case 'error':
      return [entry.mail, rankOf(entry.reason), entry.blame ?? ''];
    case 'complaint':
      return [entry.mail, entry.stream];
    case 'act':
      return [entry.act, entry.reason ?? '', entry.by, entry.why ?? ''];
    default:
      return [entry.mail];
  }
}

function compareTexts(a: readonly string[], b: readonly string[]): number {
  const differs = a.findIndex((text, at) => text !== b[at]);
  return differs < 0 ? 0 : (a[differs] ?? '') < (b[differs] ?? '') ? -1 : 1;
}

/** Total: 0 for entries that are equal in everything, so whatever order they came in, they are told in one. */
export const compareEntries = (a: Entry, b: Entry): number =>
  a.at - b.at || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || compareTexts(tiesOf(a), tiesOf(b));

/**
 * The entries in order of time, each identity once. One event may be judged twice, by different rules: the graver reason
 * stays, whichever came first.
 */
export function inOrder(entries: readonly Entry[]): readonly Entry[] {
  const byIdentity = new Map<string, Entry>();
  for (const entry of [...entries].sort(compareEntries)) {
    const identity = identityOf(entry);
    if (!byIdentity.has(identity)) byIdentity.set(identity, entry);
  }
  return [...byIdentity.values()];
}
