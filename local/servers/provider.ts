import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import {
  answerLate,
  judge,
  type ProviderPolicy,
  refuseUnknownUsers,
  type SmtpRefusal,
  type SmtpSession,
  type Verdict,
} from './provider-policy.ts';

export interface ProviderOptions {
  readonly name: string;
  /** Lower case; `*.example.test` stands for every host below it. */
  readonly mxHosts: readonly string[];
  readonly unknownUser?: (local: string) => boolean;
  readonly latencyMillis?: number;
  readonly policies?: readonly ProviderPolicy[];
}

/** What a provider has counted: messages accepted, and refusals by step. */
export interface ProviderCounts {
  readonly connections: number;
  readonly accepted: number;
  readonly refused: number;
}

/** A virtual mailbox provider: it takes mail by real SMTP, judges it, counts it and keeps nothing. */
export interface Provider {
  readonly name: string;
  readonly mxHosts: readonly string[];
  readonly port: number;
  counts(): ProviderCounts;
  stop(): Promise<void>;
}

const policiesOf = (options: ProviderOptions): readonly ProviderPolicy[] => [
  ...(options.unknownUser ? [refuseUnknownUsers(options.unknownUser)] : []),
  ...(options.policies ?? []),
  ...(options.latencyMillis ? [answerLate(options.latencyMillis)] : []),
];

export async function startProvider(options: ProviderOptions): Promise<Provider> {
  const desk = createDesk(policiesOf(options));
  const server = new SMTPServer({
    ...desk.handlers,
    name: options.mxHosts[0]?.replace(/^\*\./, 'mx.') ?? options.name,
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
    name: options.name,
    mxHosts: options.mxHosts,
    port: (socket.address() as AddressInfo).port,
    counts: desk.counts,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

type Reply = (error?: Error | null, message?: string) => void;

/** smtp-server answers with the error's `responseCode` and message. */
const asError = ({ code, text }: SmtpRefusal): Error =>
  Object.assign(new Error(text), { responseCode: code });

/** Asks the policies at each step and counts what becomes of it. */
function createDesk(policies: readonly ProviderPolicy[]) {
  const counts = { connections: 0, accepted: 0, refused: 0 };
  const messages = new Map<string, number>();
  const sessionOf = ({ id, remoteAddress }: SMTPServerSession): SmtpSession => ({
    id,
    remoteAddress,
    messages: messages.get(id) ?? 0,
  });
  const answer = async (ask: (policy: ProviderPolicy) => Verdict, reply: Reply, accepted?: () => string) => {
    const refusal = await judge(policies, ask);
    if (refusal) counts.refused += 1;
    if (refusal) return reply(asError(refusal));
    return reply(null, accepted?.());
  };
  const takeMessage = (id: string): string => {
    counts.accepted += 1;
    messages.set(id, (messages.get(id) ?? 0) + 1);
    return `2.0.0 queued as ${id}.${messages.get(id)}`;
  };
  const handlers = {
    onConnect: (session: SMTPServerSession, reply: Reply) => {
      counts.connections += 1;
      void answer((policy) => policy.connect?.(sessionOf(session)), reply);
    },
    onMailFrom: ({ address }: { address: string }, session: SMTPServerSession, reply: Reply) =>
      void answer((policy) => policy.mail?.(address, sessionOf(session)), reply),
    onRcptTo: ({ address }: { address: string }, session: SMTPServerSession, reply: Reply) =>
      void answer((policy) => policy.rcpt?.(address, sessionOf(session)), reply),
    onData: (
      stream: NodeJS.ReadableStream & { byteLength: number },
      session: SMTPServerSession,
      reply: Reply,
    ) => {
      stream.resume();
      stream.once('end', () => {
        const message = { bytes: stream.byteLength };
        void answer(
          (policy) => policy.data?.(message, sessionOf(session)),
          reply,
          () => takeMessage(session.id),
        );
      });
    },
    onClose: (session: SMTPServerSession, done: () => void) => {
      for (const policy of policies) policy.disconnect?.(sessionOf(session));
      messages.delete(session.id);
      done();
    },
  };
  return { handlers, counts: () => ({ ...counts }) };
}
