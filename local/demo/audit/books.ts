import type { Provider } from '../../servers/provider.ts';
import type { ProviderLogEntry } from '../../servers/provider-log.ts';
import type { VirtualProvider } from '../providers/provider.ts';
import type { Cap } from '../providers/rate-cap.ts';
import { isDemoRefusal, REFUSAL_KINDS, type RefusalKind } from '../providers/refusal.ts';
import { peakOf } from './peak.ts';

/** What one provider's own log says of the sender. */
export interface Books extends Readonly<Record<RefusalKind, number>> {
  readonly name: string;
  readonly taken: number;
  /** Mails to users already refused as unknown. */
  readonly unknownAgain: number;
  readonly mostConnections: number;
  readonly mostMessages: number;
  /** What it said to the sender's face, the most frequent first. */
  readonly said: readonly Said[];
  /** The most recipients offered in any window of the hidden cap, refused or not. */
  readonly peak?: Cap & { readonly offered: number };
}

/** A reply that put off or shut out the sender, and how often. */
export interface Said {
  readonly reply: string;
  readonly times: number;
}

type Servers = readonly Pick<Provider, 'name' | 'log' | 'counts'>[];

const kindOf = ({ refusal }: ProviderLogEntry): RefusalKind | undefined =>
  isDemoRefusal(refusal) ? refusal.kind : undefined;

/** Where a recipient was named: a message taken, or a refusal at RCPT or later. */
const offers = (log: readonly ProviderLogEntry[]): readonly number[] =>
  log.filter(({ recipients }) => recipients.length > 0).map(({ at }) => at);

function unknownAgain(log: readonly ProviderLogEntry[]): number {
  const unknown = log.flatMap(({ refusal, recipients }) =>
    isDemoRefusal(refusal) && refusal.truth.reason === 'userUnknown' ? recipients : [],
  );
  return unknown.length - new Set(unknown).size;
}

function countKinds(log: readonly ProviderLogEntry[]): Readonly<Record<RefusalKind, number>> {
  const counts = Object.fromEntries(REFUSAL_KINDS.map((kind) => [kind, 0])) as Record<RefusalKind, number>;
  for (const entry of log) {
    const kind = kindOf(entry);
    if (kind) counts[kind] += 1;
  }
  return counts;
}

function saidOf(log: readonly ProviderLogEntry[]): readonly Said[] {
  const replies = log.flatMap((entry) => {
    const kind = kindOf(entry);
    const { refusal } = entry;
    return refusal && (kind === 'deferred' || kind === 'blocked') ? [`${refusal.code} ${refusal.text}`] : [];
  });
  const groups = Map.groupBy(replies, (reply) => reply);
  return [...groups]
    .map(([reply, all]) => ({ reply, times: all.length }))
    .sort((one, other) => other.times - one.times);
}

const most = (numbers: readonly number[]): number => Math.max(0, ...numbers);

/** Reads the books of a provider's servers. */
export function booksOf({ name, cap, servers }: VirtualProvider, running: Servers): Books {
  const names = servers().map((server) => server.name);
  const own = running.filter((server) => names.includes(server.name));
  const log = own.flatMap((server) => server.log()).sort((one, other) => one.at - other.at);
  return {
    name,
    ...countKinds(log),
    taken: log.filter(({ refusal }) => refusal === undefined).length,
    unknownAgain: unknownAgain(log),
    said: saidOf(log),
    mostConnections: most(own.map((server) => server.counts().mostConnections)),
    mostMessages: most(own.map((server) => server.counts().mostMessages)),
    ...(cap ? { peak: { ...cap, offered: peakOf(offers(log), cap.windowMillis) } } : {}),
  };
}

/** What the books of all providers come to. */
export interface Totals extends Readonly<Record<RefusalKind, number>> {
  readonly taken: number;
  readonly unknownAgain: number;
}

export function totalsOf(books: readonly Books[]): Totals {
  const sum = (key: keyof Totals) => books.reduce((total, book) => total + book[key], 0);
  return {
    taken: sum('taken'),
    deferred: sum('deferred'),
    blocked: sum('blocked'),
    mailbox: sum('mailbox'),
    unwanted: sum('unwanted'),
    unknownAgain: sum('unknownAgain'),
  };
}
