import { addressOf } from './addresses.ts';
import { type Fields, fieldOf, readGroups } from './fields.ts';
import { LONGEST_REPLY, MOST_RECIPIENTS } from './limits.ts';

/** RFC 3464 §2.3.3. */
export type Action = 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';

const ACTIONS: ReadonlySet<string> = new Set<Action>([
  'failed',
  'delayed',
  'delivered',
  'relayed',
  'expanded',
]);

/** What a delivery status says of one recipient. */
export interface RecipientStatus {
  readonly action: Action;
  readonly recipient?: string;
  readonly original?: string;
  readonly mxHost?: string;
  readonly reply: string;
  readonly enhancedStatus?: string;
  /** When it was last tried, as written. */
  readonly lastAttempt?: string;
}

/** RFC 3464 §2.1.2: a field names its type first, as `dns; mx.example.com (203.0.113.7)`. */
const withoutType = (field: string): string => field.replace(/^\s*[\w-]{1,40}\s*;\s*/, '');

/** A name, or nothing where an address stands in its place. */
export function hostOf(field: string | undefined): string | undefined {
  const [name = ''] = withoutType(field ?? '').split(/[\s([]/, 1);
  return /^(?=.{4,255}$)[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.[a-z][a-z0-9-]*\.?$/i.test(name)
    ? name.toLowerCase().replace(/\.$/, '')
    : undefined;
}

/** Class, subject, detail (RFC 3463 §2); a comment may follow. Class 2 with a failure is a server's slip. */
const statusOf = (field: string | undefined): string | undefined =>
  /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(field ?? '')?.[0];

/** What is no known action failed if its status says so; most broken reports are of failures. */
function actionOf(fields: Fields, status: string | undefined): Action {
  const written = (fieldOf(fields, 'action') ?? '').toLowerCase().split(/[^a-z]/, 1)[0] ?? '';
  if (ACTIONS.has(written)) return written as Action;
  if (status?.startsWith('2')) return 'delivered';
  return status?.startsWith('4') ? 'delayed' : 'failed';
}

function statusFrom(fields: Fields): RecipientStatus | undefined {
  const final = fieldOf(fields, 'final-recipient');
  const original = addressOf(fieldOf(fields, 'original-recipient'));
  const status = statusOf(fieldOf(fields, 'status'));
  // A read receipt (RFC 8098) names its recipient too, and nothing failed.
  if (status === undefined && !fields.has('action') && !fields.has('diagnostic-code')) return undefined;
  if (final === undefined && original === undefined && status === undefined) return undefined;
  const recipient = addressOf(final);
  const mxHost = hostOf(fieldOf(fields, 'remote-mta'));
  const lastAttempt = fieldOf(fields, 'last-attempt-date');
  return {
    action: actionOf(fields, status),
    reply: withoutType(fieldOf(fields, 'diagnostic-code') ?? '').slice(0, LONGEST_REPLY),
    ...(recipient === undefined ? {} : { recipient }),
    ...(original === undefined ? {} : { original }),
    ...(mxHost === undefined ? {} : { mxHost }),
    ...(status === undefined ? {} : { enhancedStatus: status }),
    ...(lastAttempt === undefined ? {} : { lastAttempt }),
  };
}

/** Reads a delivery status (RFC 3464 §2): one answer for each recipient it names. */
export const readDeliveryStatus = (text: string): readonly RecipientStatus[] =>
  // The first group speaks of the whole mail; where it is missing, or holds a recipient by mistake, none is lost.
  readGroups(text, MOST_RECIPIENTS + 1).flatMap((fields) => statusFrom(fields) ?? []);
