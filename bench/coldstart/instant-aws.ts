import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type LocalHttp, readBody, startHttp } from '../../local/servers/http.ts';
import { toItem } from '../../shared/aws/attributes.ts';
import { keyOfAddress, SECRET } from '../traffic/mails.ts';

/** What one call is answered with, at once. */
interface Answer {
  readonly body: string;
  readonly type: string;
  readonly status?: number;
}

type Fields = Readonly<Record<string, unknown>>;

const json = (value: object): Answer => ({ body: JSON.stringify(value), type: 'application/x-amz-json-1.0' });
const xml = (body: string, status = 200): Answer => ({ body, type: 'text/xml', status });

/** Every mail that is asked for was handed over to `reader-<n>@…`, as `bounceOf` says. */
function sentMail({ Key }: Fields): object {
  const id = (Key as { readonly id?: { readonly S: string } } | undefined)?.id?.S;
  if (id === undefined) return {};
  const Item = toItem({
    id,
    state: 'sent',
    bodyHash: 'h',
    echo: { stream: 'marketing', pool: 'default', key: 'k', mx: 'mx.example.test', ruleSet: 'v1' },
    address: keyOfAddress(`${id}@provider.test`),
    sesId: `ses-${id}`,
    ending: { kind: 'handedOver', at: 1 },
    ttl: 1,
  });
  return { Item };
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

const taken = ({ Entries }: Fields): object => ({
  Successful: (Entries as readonly { readonly Id: string; readonly MessageBody: string }[]).map(
    ({ Id, MessageBody }) => ({ Id, MessageId: Id, MD5OfMessageBody: md5(MessageBody) }),
  ),
  Failed: [],
});

const JSON_CALLS: Readonly<Record<string, (fields: Fields) => object>> = {
  GetItem: sentMail,
  BatchGetItem: () => ({ Responses: {}, UnprocessedKeys: {} }),
  Query: () => ({ Items: [], Count: 0 }),
  PutItem: () => ({}),
  UpdateItem: () => ({ Attributes: { nextSlot: { N: String((Date.now() + 10_000) * 1_000) } } }),
  SendMessageBatch: taken,
  GetSecretValue: () => ({ SecretString: SECRET }),
};

const ACCOUNT = {
  SendingEnabled: true,
  SendQuota: { Max24HourSend: -1, MaxSendRate: 500, SentLast24Hours: 0 },
};

const PUBLISHED =
  '<PublishBatchResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishBatchResult><Failed/><Successful><member><Id>0</Id><MessageId>m</MessageId></member></Successful></PublishBatchResult></PublishBatchResponse>';
const NO_SUCH_KEY = '<Error><Code>NoSuchKey</Code><Message>There is no such object.</Message></Error>';

function answerTo({ method, url = '', headers }: IncomingMessage, body: string): Answer {
  const target =
    String(headers['x-amz-target'] ?? '')
      .split('.')
      .at(-1) ?? '';
  const call = JSON_CALLS[target];
  if (call) return json(call(JSON.parse(body) as Fields));
  if (url.startsWith('/v2/email/outbound-emails')) return json({ MessageId: 'ses-1' });
  if (url.startsWith('/v2/email/account')) return json(ACCOUNT);
  if (body.includes('Action=Publish')) return xml(PUBLISHED);
  if (method === 'GET') return xml(NO_SUCH_KEY, 404);
  return json({});
}

/** All of AWS that functions call, on one port, which answers without doing anything. */
export function startInstantAws(): Promise<LocalHttp> {
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const body = (await readBody(request)) ?? '';
    const { body: text, type, status = 200 } = answerTo(request, body);
    response.writeHead(status, { 'content-type': type });
    response.end(text);
  };
  return startHttp((request, response) => void serve(request, response));
}
