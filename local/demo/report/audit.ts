import { duration } from '../../../cli/duration.ts';
import { table } from '../../../cli/table.ts';
import type { KeyAudit } from '../audit/accepted.ts';
import type { Books } from '../audit/books.ts';
import { CATALOGUE } from '../providers/catalogue.ts';
import type { Summary } from './summary.ts';

const dash = '–';

/** `67 of 140 in 10 s` where the provider counts. */
const againstCap = ({ peak }: Books): string =>
  peak ? `${peak.offered} of ${peak.most} in ${peak.windowMillis / 1_000} s` : dash;

const against = (most: number, cap: number | undefined): string =>
  cap === undefined ? String(most) : `${most} of ${cap}`;

function pacedBy(keys: readonly KeyAudit[]): string {
  const [first] = keys;
  if (!first) return dash;
  const peak = Math.max(...keys.map((key) => key.peak));
  return `${peak} of ${first.limit}`;
}

/** The counters that a provider's mail falls under: by its name, its hosts, or, for the last provider, all others. */
function keysOf({ name }: Books, keys: readonly KeyAudit[]): readonly KeyAudit[] {
  const lower = name.toLowerCase();
  if (lower === 'villages') return keys.filter((key) => key.name.startsWith('village'));
  return keys.filter((key) => key.name === lower || key.name.endsWith(`.${lower}.test`));
}

function rowOf(books: Books, keys: readonly KeyAudit[]): readonly string[] {
  const provider = CATALOGUE.find(({ name }) => name === books.name);
  return [
    books.name,
    pacedBy(keysOf(books, keys)),
    againstCap(books),
    against(books.mostConnections, provider?.connections),
    against(books.mostMessages, provider?.messagesPerConnection),
    String(books.taken),
    String(books.deferred),
    String(books.blocked),
    String(books.mailbox + books.unwanted),
  ];
}

const HEADS = [
  'PROVIDER',
  'PEAK OF LIMIT',
  'ITS HIDDEN CAP',
  'CONN.',
  'PER CONN.',
  'TAKEN',
  'DEFERRED',
  'BLOCKED',
  'REFUSED',
];

/** What SES's accept log and the providers' own logs prove, a line a provider. */
export const auditTable = ({ keys, paced }: Summary): string =>
  table(
    HEADS,
    paced.books.map((books) => rowOf(books, keys)),
  );

/** What waits, and how long that takes. */
export function drains({ draining }: Summary): readonly string[] {
  const waiting = draining.filter((status) => status.state === 'draining' || status.state === 'no MX');
  return waiting.map(({ key, waiting: mails, drainMillis, state }) => {
    const name = key.split('|').at(-1);
    if (drainMillis === undefined)
      return `  ${name}: ${mails} waiting, ${state}; looked at again until they expire`;
    return `  ${name}: ${mails} waiting, ${state}; drained in ${duration(drainMillis)}`;
  });
}
