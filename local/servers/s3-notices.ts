import type { IncomingMessage } from 'node:http';

/** What is needed of the server: its requests pass by, and one of ours can be put in. */
export interface NoticeHost {
  addHook(name: 'onRequest', hook: (request: HostRequest, reply: HostReply) => Promise<unknown>): unknown;
  addHook(name: 'onResponse', hook: (request: HostRequest, reply: HostReply) => Promise<unknown>): unknown;
  inject(request: {
    readonly method: 'POST';
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly payload: string;
  }): Promise<{ readonly statusCode: number; readonly body: string }>;
}

interface HostRequest {
  readonly method: string;
  readonly url: string;
  readonly raw: IncomingMessage;
}

interface HostReply {
  readonly statusCode: number;
  code(status: number): { send(body: string): unknown };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

const placeOf = (url: string) => {
  const [path = '', query = ''] = url.split('?');
  const [bucket = '', ...key] = path.slice(1).split('/');
  return { bucket, key: key.join('/'), query: new URLSearchParams(query) };
};

/** `arn:aws:sqs:region:account:name` */
const queueUrlOf = (arn: string): string => `http://127.0.0.1/${arn.split(':').slice(4).join('/')}`;

/** The keys of a notice are URL-encoded with `+` for a space (S3 User Guide, "Event message structure"). */
const noticeOf = (bucket: string, key: string): string =>
  JSON.stringify({
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        eventTime: new Date().toISOString(),
        eventName: 'ObjectCreated:Put',
        s3: { bucket: { name: bucket }, object: { key: key.replaceAll('%20', '+') } },
      },
    ],
  });

async function send(host: NoticeHost, queueArn: string, body: string): Promise<void> {
  const { statusCode, body: answer } = await host.inject({
    method: 'POST',
    url: '/',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' },
    payload: JSON.stringify({ QueueUrl: queueUrlOf(queueArn), MessageBody: body }),
  });
  if (statusCode !== 200) throw new Error(`the notice was not sent: ${statusCode} ${answer}`);
}

/**
 * The part of S3 that the embedded server lacks: PutBucketNotificationConfiguration, and a notice to the queue for each
 * object that is put (S3 API reference).
 */
export function addNotices(host: NoticeHost): void {
  const queues = new Map<string, readonly string[]>();
  host.addHook('onRequest', async (request, reply) => {
    const { bucket, key, query } = placeOf(request.url);
    if (request.method !== 'PUT' || key !== '' || !query.has('notification')) return;
    const arns = [...(await textOf(request.raw)).matchAll(/<Queue>([^<]+)<\/Queue>/g)].flatMap(
      ([, arn]) => arn ?? [],
    );
    queues.set(bucket, arns);
    return reply.code(200).send('');
  });
  host.addHook('onResponse', async (request, reply) => {
    const { bucket, key } = placeOf(request.url);
    if (request.method !== 'PUT' || key === '' || reply.statusCode !== 200) return;
    for (const arn of queues.get(bucket) ?? []) await send(host, arn, noticeOf(bucket, key));
  });
}
