import type { IncomingMessage, ServerResponse } from 'node:http';
import { type LocalHttp, readBody, startHttp } from './http.ts';
import type { ResolveRoutes } from './mail-routes.ts';
import { type AcceptedRecipient, createAcceptLog, preciseNow } from './ses/accept-log.ts';
import { type AccountLimits, createAccount } from './ses/account.ts';
import type { Return } from './ses/aftermath.ts';
import type { SesTemplate } from './ses/content.ts';
import { answerControl, type Call, throttleCalls } from './ses/control-calls.ts';
import { createDelivery } from './ses/delivery.ts';
import type { SesError } from './ses/errors.ts';
import type { SesConfigurationSet } from './ses/events.ts';
import { createPublisher } from './ses/publisher.ts';
import { sendEmail } from './ses/send-email.ts';
import { parseSendRequest, type SendRequest } from './ses/send-request.ts';
import { createSmtpPool, type SmtpLimits } from './ses/smtp-pool.ts';
import { createSuppressionList } from './ses/suppression-list.ts';

/** What a test may do to a call: refuse it, never answer it, or take the mail and never answer. */
export type Fault = SesError | 'hang' | 'acceptAndHang';

export interface SesOptions {
  readonly limits: AccountLimits;
  readonly identities: readonly string[];
  readonly sets: Readonly<Record<string, SesConfigurationSet>>;
  readonly templates?: Readonly<Record<string, SesTemplate>>;
  /** The domain's MX hosts and the local ports that play them; undefined = nobody takes its mail. */
  readonly resolve: ResolveRoutes;
  readonly publish: (topicArn: string, json: string) => Promise<unknown>;
  /** Gets what went wrong in publishing. */
  readonly onError: (error: unknown) => void;
  /** Every accepted recipient is appended to it, as a JSON line. */
  readonly acceptLogFile?: string;
  readonly fault?: (request: SendRequest) => Fault | undefined;
  /** Milliseconds after its delivery at which a recipient complains. */
  readonly complains?: (recipient: string) => number | undefined;
  /** A mail that its receiver takes and sends back later: a Bounce event follows its Delivery event. */
  readonly returns?: (recipient: string) => Return | undefined;
  /** Its provider writes to the sender of what follows a delivery (DSN, ARF), and SES hears nothing of it. */
  readonly answersByMail?: (recipient: string) => boolean;
  /** Gets the raw mails that providers write to the sender, as SES receiving does; without it SES hears of everything. */
  readonly receive?: (raw: string) => void;
  /** Connections to each provider. */
  readonly smtp?: SmtpLimits;
  /**
   * Status 5.1.1 bounces as Permanent/NoEmail instead of Permanent/General.
   * @default false
   */
  readonly namesUnknownUsers?: boolean;
  /**
   * More than one call a second, SendEmail aside, is refused as SES refuses it.
   * @default false
   */
  readonly throttleControlCalls?: boolean;
  /** Waits before further tries of mail deferred with 4xx, the last one repeated. Default 1, 5, 15 minutes. */
  readonly retryAfterMillis?: readonly number[];
}

/** A local SES v2 endpoint that hands mail over by SMTP and publishes events. It runs in the caller's process. */
export interface LocalSes extends LocalHttp {
  /** Recipients accepted so far, in order. */
  readonly accepted: readonly AcceptedRecipient[];
}

type Answer = { readonly json: object } | { readonly error: SesError } | 'hang';

const RETRY_AFTER_MILLIS = [60_000, 300_000, 900_000];

export async function startSes(options: SesOptions): Promise<LocalSes> {
  const { answer, accepted, stop } = createEndpoint(options);
  const http = await startHttp((request, response) => void serve(answer, request, response));
  return {
    ...http,
    accepted,
    stop: async () => {
      await Promise.all([http.stop(), stop()]);
    },
  };
}

function createEndpoint(options: SesOptions) {
  const { sets, resolve } = options;
  const suppression = createSuppressionList(Date.now);
  const account = createAccount(options.limits);
  const log = createAcceptLog(options.acceptLogFile);
  const throttle = options.throttleControlCalls ? throttleCalls(preciseNow) : () => undefined;
  const delivery = createDelivery({
    sets,
    suppression,
    resolve,
    pool: createSmtpPool(options.smtp ?? {}),
    publish: createPublisher(options),
    retryAfterMillis: options.retryAfterMillis ?? RETRY_AFTER_MILLIS,
    complains: options.complains ?? (() => undefined),
    returns: options.returns ?? (() => undefined),
    namesUnknownUsers: options.namesUnknownUsers ?? false,
    answersByMail: options.answersByMail ?? (() => false),
    ...(options.receive ? { receive: options.receive } : {}),
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
  const answer = (call: Call): Answer => {
    if (call.method === 'POST' && call.url.pathname === '/v2/email/outbound-emails') return send(call.body);
    const result = answerControl({ account, suppression, throttle }, call);
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
