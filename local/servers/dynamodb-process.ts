import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { answerParent, reportToParent } from './child-server.ts';

/** dynalite has no types of its own; this is all of it that we use. */
type CreateServer = (options: { readonly createTableMs: number; readonly deleteTableMs: number }) => Server;

const requests: Record<string, number> = {};

await reportToParent(async () => {
  const createServer = createRequire(import.meta.url)('dynalite') as CreateServer;
  const server = createServer({ createTableMs: 0, deleteTableMs: 0 });
  // A server that closes idle connections races with the client's next request.
  server.keepAliveTimeout = 0;
  server.on('request', ({ headers }: IncomingMessage) => {
    const operation = String(headers['x-amz-target']).split('.').at(-1) ?? '';
    requests[operation] = (requests[operation] ?? 0) + 1;
  });
  answerParent(() => requests);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
});
