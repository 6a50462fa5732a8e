import {
  Agent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type LocalHttp, startHttp } from '../../local/servers/http.ts';

export type Service = 'dynamodb' | 'sqs' | 'sns' | 's3' | 'ses';

/** One call of a function, or of SES to a topic. */
export interface Call {
  readonly service: Service;
  /** `UpdateItem`, `SendMessageBatch`, `PutObject` … */
  readonly operation: string;
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Asks the server, with another body than the caller's if one is given. */
export type Forward = (body?: Buffer) => Promise<Answer>;

/** What becomes of a call; `lost`: the caller sees its connection break and cannot know. */
export type Meddle = (call: Call, forward: Forward) => Promise<Answer | 'lost'>;

export const letPass: Meddle = (_call, forward) => forward();

const S3_OPERATIONS: Readonly<Record<string, string>> = { GET: 'GetObject', PUT: 'PutObject' };

/** Names a call by its protocol: JSON ones by a header, SNS by its form, S3 and SES by method and path. */
export function callOf({ method = '', url = '', headers }: IncomingMessage, body: Buffer): Call {
  const [target = '', operation = ''] = String(headers['x-amz-target'] ?? '').split('.');
  if (target.startsWith('DynamoDB')) return { service: 'dynamodb', operation, body };
  if (target === 'AmazonSQS') return { service: 'sqs', operation, body };
  if (String(headers['content-type']).startsWith('application/x-www-form-urlencoded'))
    return { service: 'sns', operation: new URLSearchParams(body.toString()).get('Action') ?? '', body };
  if (url.startsWith('/v2/email/'))
    return { service: 'ses', operation: url.endsWith('/outbound-emails') ? 'SendEmail' : 'GetAccount', body };
  return { service: 's3', operation: S3_OPERATIONS[method] ?? method, body };
}

const agent = new Agent({ keepAlive: true, maxSockets: 500 });

function ask(target: string, { method, url, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
  const { host: _host, 'transfer-encoding': _chunks, ...rest } = headers;
  return new Promise((resolve, reject) => {
    const asked = request(
      new URL(url ?? '/', target),
      { method: method ?? 'GET', headers: { ...rest, 'content-length': body.byteLength }, agent },
      (answer) => {
        buffer(answer).then(
          (bytes) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: bytes }),
          reject,
        );
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}

async function serve(target: string, meddle: Meddle, incoming: IncomingMessage, response: ServerResponse) {
  try {
    const body = await buffer(incoming);
    const answer = await meddle(callOf(incoming, body), (other) => ask(target, incoming, other ?? body));
    if (answer === 'lost') return void response.destroy();
    const { 'transfer-encoding': _chunks, connection: _connection, ...headers } = answer.headers;
    response.writeHead(answer.status, { ...headers, 'content-length': answer.body.byteLength });
    response.end(answer.body);
  } catch {
    // The server or the caller went away: the caller sees what it would see without us.
    response.destroy();
  }
}

/** Stands before a server on 127.0.0.1 and lets `meddle` decide on every call. */
export const startProxy = (target: string, meddle: Meddle): Promise<LocalHttp> =>
  startHttp((incoming, response) => void serve(target, meddle, incoming, response));
