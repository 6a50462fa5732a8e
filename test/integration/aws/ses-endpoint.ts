import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SESv2Client } from '@aws-sdk/client-sesv2';

/** What the endpoint does with one call. */
export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

export const accept: Answer = (response) =>
  response.setHeader('content-type', 'application/json').end('{"MessageId":"0102-ses"}');

/** An error as SES v2 sends it: status, type in a header, text in the body. */
export const refuse =
  (status: number, type: string, message: string): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type });
    response.end(JSON.stringify({ message }));
  };

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
};

/** An HTTP server that plays SES v2 as the test says; `calls` are the bodies that came. */
export async function startSes() {
  const calls: string[] = [];
  const play = { answer: accept };
  const server = createServer(async (request, response) => {
    calls.push(await bodyOf(request));
    play.answer(response, request);
  });
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    calls,
    port,
    server,
    connections: () => connections,
    answer: (answer: Answer) => {
      play.answer = answer;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type LocalSes = Awaited<ReturnType<typeof startSes>>;

/** Points a client that was made for SES itself at the local endpoint. */
export function environmentFor(port: number): Record<string, string> {
  return {
    AWS_ENDPOINT_URL_SESV2: `http://127.0.0.1:${port}`,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
}

export const clientFor = (port: number) =>
  new SESv2Client({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
