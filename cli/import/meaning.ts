import { FAILURE_REASONS, type FailureReason } from '../../shared/outcome/event.ts';
import type { Entry } from '../../shared/quarantine/entry.ts';
import { cut } from '../../shared/text/cut.ts';
import { maskAddresses } from '../../shared/text/mask-address.ts';
import { lettersOf, type Row } from './fields.ts';

export type Act = Extract<Entry, { readonly kind: 'act' }>;

/** What can be imported, and what each list asks for; the allowlist is mailed whatever the quarantine says. */
const ACTS = { quarantine: 'quarantine', denylist: 'deny', allowlist: 'allow' } as const;
export type List = keyof typeof ACTS;

export const isList = (text: string): text is List => Object.hasOwn(ACTS, text);

/** Lists that an import can name for all of its rows. */
export const IMPORT_LISTS = ['quarantine', 'denylist'] as const satisfies readonly List[];

/** What a row comes to. */
export type Meaning = Pick<Act, 'act' | 'reason' | 'why'>;

const BY_LETTERS = new Map<string, FailureReason>(
  FAILURE_REASONS.map((reason) => [lettersOf(reason), reason]),
);

/** SES lists hard bounces alone as BOUNCE (SES developer guide, account-level suppression list). */
const HARD = new Set(['bounce', 'hardbounce', 'hard']);
const COMPLAINT = new Set(['complaint', 'complained', 'spamcomplaint', 'abuse']);

const LONGEST_WHY = 120;

/**
 * What a row in the words of any system comes to; `otherwise` holds where it says nothing. A complaint goes to the
 * denylist whatever else is asked. Words that we do not know are kept for people.
 */
export function meaningOf(
  row: Pick<Row, 'reason' | 'list'>,
  otherwise: { readonly reason?: FailureReason; readonly list?: List },
): Meaning {
  const letters = lettersOf(row.reason ?? '');
  if (COMPLAINT.has(letters)) return { act: 'deny' };
  const list = row.list !== undefined && isList(row.list) ? row.list : (otherwise.list ?? 'quarantine');
  const known = HARD.has(letters) ? 'userUnknown' : BY_LETTERS.get(letters);
  const why = row.reason && !known ? { why: cut(maskAddresses(row.reason), LONGEST_WHY) } : {};
  if (list !== 'quarantine') return { act: ACTS[list], ...why };
  const reason = known ?? otherwise.reason;
  return { act: 'quarantine', ...(reason ? { reason } : {}), ...why };
}
