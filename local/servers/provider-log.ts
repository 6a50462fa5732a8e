import type { SmtpRefusal } from './provider-policy.ts';
import { preciseNow } from './ses/accept-log.ts';

/** Where in SMTP something was said: at the greeting, at MAIL, at RCPT, or after the message's end. */
export type SmtpStep = 'connect' | 'mail' | 'rcpt' | 'data';

/** A message that the provider took, or a command that it refused. */
export interface ProviderLogEntry {
  /** Milliseconds since the epoch with a fraction. */
  readonly at: number;
  /** The connection's id. */
  readonly connection: string;
  readonly step: SmtpStep;
  /** Of the message so far, the one refused at RCPT included. */
  readonly recipients: readonly string[];
  /** Absent = the message was taken. */
  readonly refusal?: SmtpRefusal;
}

/** What a provider has counted. */
export interface ProviderCounts {
  /** Connections ever opened. */
  readonly connections: number;
  /** The most connections open at the same time, those turned away at the greeting included. */
  readonly mostConnections: number;
  /** Messages taken. */
  readonly accepted: number;
  /** The most messages taken on one connection. */
  readonly mostMessages: number;
  /** Commands refused, at all steps. */
  readonly refused: number;
  /** The same by reply, as `450 4.2.0 Greylisted`. */
  readonly refusals: Readonly<Record<string, number>>;
}

interface Connection {
  /** MAIL commands so far. */
  readonly transactions: number;
  /** Messages taken so far. */
  readonly messages: number;
}

const NEW: Connection = { transactions: 0, messages: 0 };

/** Keeps a provider's books: every message taken, every command refused, and what its connections carried. */
export interface ProviderLog {
  readonly entries: readonly ProviderLogEntry[];
  opened(id: string): void;
  closed(id: string): void;
  began(id: string): void;
  took(id: string, recipients: readonly string[]): void;
  refused(id: string, step: SmtpStep, recipients: readonly string[], refusal: SmtpRefusal): void;
  connection(id: string): Connection;
  openConnections(): number;
  counts(): ProviderCounts;
}

export function createProviderLog(): ProviderLog {
  const entries: ProviderLogEntry[] = [];
  const open = new Map<string, Connection>();
  const refusals = new Map<string, number>();
  const totals = { connections: 0, mostConnections: 0, accepted: 0, mostMessages: 0, refused: 0 };
  const connection = (id: string) => open.get(id) ?? NEW;

  return {
    entries,
    connection,
    openConnections: () => open.size,
    opened: (id) => {
      open.set(id, NEW);
      totals.connections += 1;
      totals.mostConnections = Math.max(totals.mostConnections, open.size);
    },
    closed: (id) => {
      open.delete(id);
    },
    began: (id) => {
      const { transactions, messages } = connection(id);
      open.set(id, { transactions: transactions + 1, messages });
    },
    took: (id, recipients) => {
      const { transactions, messages } = connection(id);
      open.set(id, { transactions, messages: messages + 1 });
      totals.accepted += 1;
      totals.mostMessages = Math.max(totals.mostMessages, messages + 1);
      entries.push({ at: preciseNow(), connection: id, step: 'data', recipients });
    },
    refused: (id, step, recipients, refusal) => {
      const reply = `${refusal.code} ${refusal.text}`;
      refusals.set(reply, (refusals.get(reply) ?? 0) + 1);
      totals.refused += 1;
      entries.push({ at: preciseNow(), connection: id, step, recipients, refusal });
    },
    counts: () => ({ ...totals, refusals: Object.fromEntries(refusals) }),
  };
}
