import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ResolveRoute } from './mail-routes.ts';
import { type AcceptedRecipient, createAcceptLog, preciseNow } from './ses/accept-log.ts';
import { type AccountLimits, accountAnswer, createAccount } from './ses/account.ts';
import type { SesTemplate } from './ses/content.ts';
import { createDelivery } from './ses/delivery.ts';
import { notFound, type SesError } from './ses/errors.ts';
import type { SesConfigurationSet } from './ses/events.ts';
import { createPublisher } from './ses/publisher.ts';
import { sendEmail } from './ses/send-email.ts';
import { parseSendRequest, type SendRequest } from './ses/send-request.ts';
import { createSmtpPool } from './ses/smtp-pool.ts';
import { createSuppressionList } from './ses/suppression-list.ts';

/** What a test may do to a call: refuse it, never answer it, or take the mail and never answer. */
export type Fault = SesError | 'hang' | 'acceptAndHang';

export interface SesOptions {
  readonly limits: AccountLimits;
  readonly identities: readonly string[];
  readonly sets: Readonly<Record<string, SesConfigurationSet>>;
  readonly templates?: Readonly<Record<string, SesTemplate>>;
  /** The domain's MX host and the local port that plays it; undefined = no such domain. */
  readonly resolve: ResolveRoute;
  readonly publish: (topicArn: string, json: string) => Promise<unknown>;
  /** Gets what went wrong in publishing. */
  readonly onError: (error: unknown) => void;
  /** Every accepted recipient is appended to it, as a JSON line. */
  readonly acceptLogFile?: string;
  readonly fault?: (request: SendRequest) => Fault | undefined;
  /** Milliseconds after its delivery at which a recipient complains. */
  readonly complains?: (recipient: string) => number | undefined;
  /** Waits before further tries of mail deferred with 4xx, the last one repeated. Default 1, 5, 15 minutes. */
  readonly retryAfterMillis?: readonly number[];
}

/** A local SES v2 endpoint that hands mail over by SMTP and publishes events. It runs in the caller's process. */
export interface LocalSes {
  readonly url: string;
  readonly port: number;
  /** Recipients accepted so far, in order. */
  readonly accepted: readonly AcceptedRecipient[];
  stop(): Promise<void>;
}

interface Call {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
}

type Answer = { readonly json: object } | { readonly error: SesError } | 'hang';

const SUPPRESSION_PATH = '/v2/email/suppression/addresses';
const RETRY_AFTER_MILLIS = [60_000, 300_000, 900_000];

export async function startSes(options: SesOptions): Promise<LocalSes> {
  const { answer, accepted, stop } = createEndpoint(options);
  const server = createServer((request, response) => void serve(answer, request, response));
  // A server that closes idle connections races with the client's next request: mail would fall into doubt.
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    accepted,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await Promise.all([closed, stop()]);
    },
  };
}

function createEndpoint(options: SesOptions) {
  const { sets, resolve } = options;
  const suppression = createSuppressionList(Date.now);
  const account = createAccount(options.limits);
  const log = createAcceptLog(options.acceptLogFile);
  const delivery = createDelivery({
    sets,
    suppression,
    resolve,
    pool: createSmtpPool(),
    publish: createPublisher(options),
    retryAfterMillis: options.retryAfterMillis ?? RETRY_AFTER_MILLIS,
    complains: options.complains ?? (() => undefined),
  });
  const templates = options.templates ?? {};
  const send = (body: string): Answer => {
    const parsed = parseSendRequest(body);
    if (!parsed.ok) return parsed;
    const fault = options.fault?.(parsed.request);
    if (fault === 'hang') return 'hang';
    if (fault && fault !== 'acceptAndHang') return { error: fault };
    const sent = sendEmail({ ...options, templates, account, log, delivery }, parsed.request);
    if (!sent.ok) return sent;
    return fault ? 'hang' : { json: { MessageId: sent.messageId } };
  };
  const answer = ({ method, url, body }: Call): Answer => {
    if (method === 'POST' && url.pathname === '/v2/email/outbound-emails') return send(body);
    if (method === 'GET' && url.pathname === '/v2/email/account')
      return { json: accountAnswer(account, preciseNow()) };
    if (!url.pathname.startsWith(SUPPRESSION_PATH))
      return { error: notFound(`The local SES has no ${url.pathname}.`) };
    const address = url.pathname.slice(SUPPRESSION_PATH.length + 1);
    const result = suppression.call(
      method,
      address ? decodeURIComponent(address) : undefined,
      url.searchParams,
      body,
    );
    return 'errorType' in result ? { error: result } : { json: result };
  };
  const stop = () => {
    delivery.stop();
    return log.close();
  };
  return { answer, accepted: log.entries, stop };
}

async function serve(answer: (call: Call) => Answer, request: IncomingMessage, response: ServerResponse) {
  const body = await readBody(request);
  // A client that goes away in the middle of its request gets no answer and leaves no mail.
  if (body === undefined) return;
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const result = answer({ method: request.method ?? 'GET', url, body });
  if (result === 'hang') return;
  const refused = 'error' in result;
  response.writeHead(refused ? result.error.status : 200, {
    'content-type': 'application/json',
    ...(refused ? { 'x-amzn-errortype': result.error.errorType } : {}),
  });
  response.end(JSON.stringify(refused ? { message: result.error.message } : result.json));
}

const readBody = (request: IncomingMessage): Promise<string | undefined> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks).toString()));
    request.on('error', () => resolve(undefined));
  });
