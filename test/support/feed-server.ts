import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Objects } from './feed-releases.ts';

const pem = (name: string): string =>
  readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url), 'utf8');

/** The authority that signed the server's certificate. */
export const CA = pem('ca.pem');

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Sends the objects, as a web server does: 304 to who knows the object, 404 for others. */
export const serving =
  (objects: Objects): Answer =>
  (request, response) => {
    const bytes = objects[(request.url ?? '').replace(/^\/rules\//, '')];
    const etag = bytes && `"${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}"`;
    if (!bytes || !etag) response.writeHead(404).end('no such object');
    else if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
    else response.writeHead(200, { etag, 'content-length': bytes.length }).end(bytes);
  };

/** A feed on a real HTTPS server of this machine; `answer` may be changed while it runs. */
export async function startFeedServer() {
  const asked: { readonly url: string; readonly headers: IncomingMessage['headers'] }[] = [];
  const state = { answer: serving({}) };
  const tls = { cert: pem('server.pem'), key: pem('server-test-only.key.pem') };
  const server = createServer(tls, (request, response) => {
    asked.push({ url: request.url ?? '', headers: request.headers });
    state.answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: `https://127.0.0.1:${port}/rules/`,
    port,
    asked,
    answers: (answer: Answer) => {
      state.answer = answer;
      asked.length = 0;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type FeedServer = Awaited<ReturnType<typeof startFeedServer>>;
