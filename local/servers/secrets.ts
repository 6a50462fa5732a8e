import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { type LocalHttp, readBody, startHttp } from './http.ts';
import { jsonOf } from './ses/json.ts';

/** A secret as it is asked for: by name or by ARN. */
export interface LocalSecret {
  readonly name: string;
  readonly arn: string;
  readonly value: string;
}

type Answer = { readonly status: 200 | 400; readonly json: object };

const TARGET = 'secretsmanager.GetSecretValue';
const JSON_1_1 = 'application/x-amz-json-1.1';

const schema = z.object({ SecretId: z.string().min(1) });

/** JSON 1.1 names the exception in `__type`; Secrets Manager answers caller faults with 400. */
const refuse = (type: string, Message: string): Answer => ({ status: 400, json: { __type: type, Message } });

function answer(secrets: readonly LocalSecret[], target: unknown, body: string): Answer {
  if (target !== TARGET)
    return refuse('UnknownOperationException', `The local server knows ${TARGET} alone.`);
  const parsed = schema.safeParse(jsonOf(body));
  if (!parsed.success) return refuse('InvalidParameterException', 'SecretId is required.');
  const { SecretId } = parsed.data;
  const secret = secrets.find(({ name, arn }) => name === SecretId || arn === SecretId);
  if (!secret) return refuse('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  const { name: Name, arn: ARN, value: SecretString } = secret;
  return { status: 200, json: { ARN, Name, SecretString, VersionStages: ['AWSCURRENT'] } };
}

/** Secrets Manager, as far as functions use it: GetSecretValue of the secrets that it is started with. */
export function startSecrets(secrets: readonly LocalSecret[]): Promise<LocalHttp> {
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await readBody(request);
    if (body === undefined) return;
    const { status, json } = answer(secrets, request.headers['x-amz-target'], body);
    response.writeHead(status, { 'content-type': JSON_1_1 });
    response.end(JSON.stringify(json));
  };
  return startHttp((request, response) => void serve(request, response));
}
