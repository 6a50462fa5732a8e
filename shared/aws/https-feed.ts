import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { etagOf, feedFolder, isInsideFeed } from '../feed/feed-path.ts';
import type { FeedFailure, FeedSource, Fetched } from '../ports/feed-source.ts';

export interface HttpsFeedOptions {
  /** In all, from the look-up of the name to the last byte. */
  readonly timeLimitMillis: number;
  /** Trusted in place of the authorities that Node knows (those and NODE_EXTRA_CA_CERTS). */
  readonly ca?: string;
}

type Limits = Parameters<FeedSource['fetch']>[1];

const failed = (failure: FeedFailure, text: string): Fetched => ({ kind: 'failed', failure, text });

/** OpenSSL's and Node's names for a certificate that is not trusted, not valid or another's. */
const UNTRUSTED = /CERT|SELF_SIGNED|UNABLE_TO_|^ERR_TLS_|_SSL_/;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What went wrong before there was an answer. */
function notReached(error: unknown): Fetched {
  const kind = UNTRUSTED.test(codeOf(error)) ? 'refused' : 'unreachable';
  return failed(kind, textOf(error) || codeOf(error));
}

/** What the head of an answer says against reading on; undefined: nothing. */
function judgeHead({ statusCode = 0, headers }: IncomingMessage, limits: Limits): Fetched | undefined {
  if (statusCode === 304)
    return limits.etag === undefined
      ? failed('refused', 'it answers 304 where nothing was known of it')
      : { kind: 'unchanged' };
  if (statusCode >= 300 && statusCode < 400)
    return failed('redirected', `it points to ${String(headers.location).slice(0, 200)}; name that address`);
  if (statusCode === 404 || statusCode === 410) return failed('missing', `it answers ${statusCode}`);
  if (statusCode >= 500 || statusCode === 429) return failed('unreachable', `it answers ${statusCode}`);
  if (statusCode !== 200) return failed('refused', `it answers ${statusCode}`);
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity')
    return failed('refused', `it is encoded as ${encoding.slice(0, 50)}, which was not asked for`);
  if (Number(headers['content-length'] ?? 0) > limits.mostBytes)
    return failed('tooLarge', `it has ${headers['content-length']} bytes; at most ${limits.mostBytes} fit`);
  return undefined;
}

/** Reads no more than fits; an answer cut off ends in an error of the stream. */
async function readBody(answer: IncomingMessage, { mostBytes }: Limits): Promise<Fetched> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) return failed('tooLarge', `it goes on after ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  const promised = answer.headers['content-length'];
  if (promised !== undefined && Number(promised) !== size)
    return failed('truncated', `${size} bytes came of ${promised}`);
  return { kind: 'fetched', bytes: Buffer.concat(chunks), ...etagOf(answer.headers.etag) };
}

async function ask(
  url: URL,
  limits: Limits,
  { ca }: HttpsFeedOptions,
  signal: AbortSignal,
): Promise<Fetched> {
  const headers = {
    'accept-encoding': 'identity',
    'user-agent': 'mx-pacer',
    ...(limits.etag === undefined ? {} : { 'if-none-match': limits.etag }),
  };
  const asked = request(url, { headers, signal, ...(ca === undefined ? {} : { ca }) });
  asked.end();
  try {
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    // Whatever becomes of the answer is told by reading it; an error after that concerns nobody.
    asked.on('error', () => undefined);
    try {
      return judgeHead(answer, limits) ?? (await readBody(answer, limits));
    } catch (error) {
      return failed('truncated', textOf(error));
    }
  } catch (error) {
    return notReached(error);
  } finally {
    asked.destroy();
  }
}

/** Objects over HTTPS: one request each, no redirect followed, nothing unpacked. The type of content decides nothing; the signature does. */
export function createHttpsFeed(address: string, options: HttpsFeedOptions): FeedSource {
  return {
    fetch: async (path, limits) => {
      if (!isInsideFeed(path)) return failed('refused', `${path.slice(0, 200)} is no name within the feed`);
      const signal = AbortSignal.timeout(options.timeLimitMillis);
      try {
        const fetched = await ask(new URL(path, feedFolder(address)), limits, options, signal);
        const late = signal.aborted && fetched.kind === 'failed';
        return late ? failed('slow', `it took longer than ${options.timeLimitMillis / 1_000} s`) : fetched;
      } catch (error) {
        return failed('unreachable', textOf(error));
      }
    },
  };
}
