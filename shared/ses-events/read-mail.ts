import { asFlag, asList, asObject, asText, asTextLists, asTexts, type Json, textFields } from './json.ts';
import type { SesCommonHeaders, SesHeader, SesMail } from './mail.ts';
import { type NoSesEvent, unreadable } from './result.ts';
import { readTime } from './time.ts';

function readHeaders(value: unknown): readonly SesHeader[] {
  return asList(value).flatMap((item) => {
    const header = asObject(item);
    const name = asText(header?.['name']);
    const content = asText(header?.['value']);
    return name === undefined || content === undefined ? [] : [{ name, value: content }];
  });
}

const readCommonHeaders = (json: Json): SesCommonHeaders => ({
  from: asTexts(json['from']),
  to: asTexts(json['to']),
  cc: asTexts(json['cc']),
  replyTo: asTexts(json['replyTo']),
  ...textFields(json, ['date', 'messageId', 'subject']),
});

/** The mail object; only its time is indispensable. */
export function readMail(value: unknown): { readonly ok: true; readonly mail: SesMail } | NoSesEvent {
  const json = asObject(value);
  if (!json) return unreadable('no mail object');
  const timestamp = readTime(json['timestamp']);
  if (timestamp === undefined) return unreadable('mail.timestamp is not a time');
  const commonHeaders = asObject(json['commonHeaders']);
  const mail = {
    messageId: asText(json['messageId']) ?? '',
    timestamp,
    source: asText(json['source']) ?? '',
    ...textFields(json, ['sourceArn', 'sourceIp', 'callerIdentity', 'sendingAccountId']),
    destination: asTexts(json['destination']),
    tags: asTextLists(asObject(json['tags']) ?? {}),
    headers: readHeaders(json['headers']),
    headersTruncated: asFlag(json['headersTruncated']),
    ...(commonHeaders ? { commonHeaders: readCommonHeaders(commonHeaders) } : {}),
  };
  return { ok: true, mail };
}
