import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { createDesk } from './provider-desk.ts';
import { createProviderLog, type ProviderCounts, type ProviderLogEntry } from './provider-log.ts';
import { answerLate, type ProviderPolicy, refuseUnknownUsers } from './provider-policy.ts';

export interface ProviderOptions {
  readonly name: string;
  /** Lower case; `*.example.test` stands for every host below it. */
  readonly mxHosts: readonly string[];
  readonly unknownUser?: (local: string) => boolean;
  readonly latencyMillis?: number;
  readonly policies?: readonly ProviderPolicy[];
  /**
   * Nobody answers at its hosts: every connection is refused.
   * @default false
   */
  readonly down?: boolean;
}

/** A virtual mailbox provider: it takes mail by real SMTP, judges it, counts it and keeps nothing. */
export interface Provider {
  readonly name: string;
  readonly mxHosts: readonly string[];
  readonly port: number;
  counts(): ProviderCounts;
  /** Every message taken and every command refused so far, in order of time. */
  log(): readonly ProviderLogEntry[];
  stop(): Promise<void>;
}

/** No server of a user's listens below 1024, and nobody's at 1 (IANA: tcpmux), so a connection to it is refused. */
const REFUSING_PORT = 1;

const policiesOf = (options: ProviderOptions): readonly ProviderPolicy[] => [
  ...(options.unknownUser ? [refuseUnknownUsers(options.unknownUser)] : []),
  ...(options.policies ?? []),
  ...(options.latencyMillis ? [answerLate(options.latencyMillis)] : []),
];

export async function startProvider(options: ProviderOptions): Promise<Provider> {
  const { name, mxHosts } = options;
  const log = createProviderLog();
  const books = { name, mxHosts, counts: log.counts, log: () => log.entries };
  if (options.down) return { ...books, port: REFUSING_PORT, stop: async () => {} };
  const server = new SMTPServer({
    ...createDesk(policiesOf(options), log),
    name: mxHosts[0]?.replace(/^\*\./, 'mx.') ?? name,
    disabledCommands: ['AUTH', 'STARTTLS'],
    // The policies write their enhanced status themselves.
    hideENHANCEDSTATUSCODES: true,
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
  });
  // A client that resets its connection is no fault of the provider.
  server.on('error', () => {});
  const socket = server.listen(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    ...books,
    port: (socket.address() as AddressInfo).port,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
