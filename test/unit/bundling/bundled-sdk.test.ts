import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bundleFunction } from '../../../cdk/bundling/bundle.ts';
import { type LocalHttp, readBody, startHttp } from '../../../local/servers/http.ts';
import type { callsAt as CallsAt } from './sdk-calls.ts';

type Calls = ReturnType<typeof CallsAt>;

const CALLS = join(import.meta.dirname, 'sdk-calls.ts');
const folder = mkdtempSync(join(tmpdir(), 'mxp-sdk-'));
let server: LocalHttp;
let answer: { readonly status: number; readonly body: string; readonly type: string };
let seen: unknown;
let calls: Readonly<Record<'shipped' | 'plain', Calls>>;

/** Said anew with each request; the signature covers them. */
const CHANGES = /^(amz-sdk-invocation-id|user-agent|x-amz-user-agent|x-amz-date)$/;
const SIGNED_ANEW = /\/\d{8}\/|Signature=[0-9a-f]{64}$/g;

const told = (headers: IncomingHttpHeaders) =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !CHANGES.test(name))
      .map(([name, value]) => [name, String(value).replaceAll(SIGNED_ANEW, '#')]),
  );

const callsOf = async (file: string): Promise<Calls> => {
  const { callsAt } = (await import(pathToFileURL(file).href)) as { readonly callsAt: typeof CallsAt };
  return callsAt(server.url);
};

beforeAll(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  server = await startHttp(async (request, response) => {
    const body = await readBody(request);
    seen = { method: request.method, url: request.url, headers: told(request.headers), body };
    response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body);
  });
  await bundleFunction(CALLS, join(folder, 'shipped'));
  const plain = join(folder, 'plain.mjs');
  const banner = {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  };
  await build({
    entryPoints: [CALLS],
    outfile: plain,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner,
  });
  calls = { shipped: await callsOf(join(folder, 'shipped', 'index.mjs')), plain: await callsOf(plain) };
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server.stop();
  rmSync(folder, { recursive: true });
});

const json = (status: number, body: object) => ({
  status,
  type: 'application/x-amz-json-1.0',
  body: JSON.stringify(body),
});
const xml = (status: number, body: string) => ({ status, type: 'text/xml', body });
const jsonError = (type: string, fields: object = {}) =>
  json(400, { __type: `com.amazonaws.x#${type}`, message: 'no', ...fields });

const GOOD: readonly (readonly [keyof Calls, typeof answer])[] = [
  ['PutItem', json(200, { Attributes: { id: { S: 'x' } } })],
  [
    'SendMessageBatch',
    json(200, {
      Successful: [{ Id: '0', MessageId: 'm', MD5OfMessageBody: '5526021e6d3a8f3d7e9d5b0d1a0f1bb0' }],
    }),
  ],
  ['PublishBatch', xml(200, '<R><PublishBatchResult><Failed/></PublishBatchResult></R>')],
  ['PutObject', xml(200, '')],
  ['GetSecretValue', json(200, { SecretString: 's' })],
  ['SendEmail', json(200, { MessageId: 'm' })],
  ['GetAccount', json(200, { SendingEnabled: true, SendQuota: { MaxSendRate: 14 } })],
];

const ERRORS: readonly (readonly [keyof Calls, string, typeof answer])[] = [
  [
    'PutItem',
    'ConditionalCheckFailedException',
    jsonError('ConditionalCheckFailedException', { Item: { a: { N: '1' } } }),
  ],
  [
    'PutItem',
    'ThrottlingException',
    jsonError('ThrottlingException', { throttlingReasons: [{ reason: 'r' }] }),
  ],
  ['PutItem', 'ResourceNotFoundException', jsonError('ResourceNotFoundException')],
  ['SendMessageBatch', 'QueueDoesNotExist', jsonError('QueueDoesNotExist')],
  ['SendMessageBatch', 'BatchRequestTooLong', jsonError('BatchRequestTooLong')],
  ['PublishBatch', 'NotFound', xml(404, '<E><Error><Code>NotFound</Code><Message>no</Message></Error></E>')],
  [
    'PublishBatch',
    'Throttled',
    xml(429, '<E><Error><Code>Throttled</Code><Message>no</Message></Error></E>'),
  ],
  ['GetObject', 'NoSuchKey', xml(404, '<Error><Code>NoSuchKey</Code><Message>no</Message></Error>')],
  [
    'GetObject',
    'InvalidObjectState',
    xml(403, '<Error><Code>InvalidObjectState</Code><Message>no</Message></Error>'),
  ],
  [
    'PutObject',
    'PreconditionFailed',
    xml(412, '<Error><Code>PreconditionFailed</Code><Message>no</Message></Error>'),
  ],
  ['GetSecretValue', 'ResourceNotFoundException', jsonError('ResourceNotFoundException')],
  ['SendEmail', 'MessageRejected', jsonError('MessageRejected')],
  ['SendEmail', 'TooManyRequestsException', { ...jsonError('TooManyRequestsException'), status: 429 }],
  ['GetAccount', 'NotFoundException', { ...jsonError('NotFoundException'), status: 404 }],
];

/** What a bundle sends, and what it makes of the answer. */
async function outcomeOf(kind: keyof typeof calls, call: keyof Calls) {
  const result: unknown = await calls[kind][call]().catch((error: unknown) => error);
  if (!(result instanceof Error)) return { seen, result: { ...(result as object), $metadata: undefined } };
  const { name, message, $fault, $metadata } = result as Error & {
    $fault?: string;
    $metadata?: { httpStatusCode?: number };
  };
  const fields = Object.keys(result).filter((key) => key === 'Item' || /reasons/i.test(key));
  return { seen, name, message, $fault, status: $metadata?.httpStatusCode, fields };
}

describe('the SDK as functions have it', () => {
  it.each(GOOD)('sends and reads %s as the SDK does', async (call, given) => {
    answer = given;
    const plain = await outcomeOf('plain', call);
    expect(plain).toHaveProperty('seen.method');
    expect(await outcomeOf('shipped', call)).toEqual(plain);
  });

  it.each(ERRORS)('tells of %s that fails with %s what the SDK does', async (call, code, given) => {
    answer = given;
    const plain = await outcomeOf('plain', call);
    expect(plain).toMatchObject({ message: 'no', $fault: 'client', status: given.status });
    expect(plain.name).toContain(code);
    expect(await outcomeOf('shipped', call)).toEqual(plain);
  });
});
