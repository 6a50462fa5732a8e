import { asObject, type Json } from './json.ts';
import { type NoSesEvent, unreadable, validation } from './result.ts';

/** The text, not JSON, that SES publishes whenever an event destination is created. */
const VALIDATION = 'Successfully validated SNS topic for Amazon SES event publishing';

type Opened = { readonly ok: true; readonly json: Json } | NoSesEvent;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function open(value: unknown, what: string): Opened {
  if (typeof value !== 'string') return unreadable(`${what} is no text`);
  const text = value.trim();
  if (text.startsWith(VALIDATION)) return validation('SES has tried the topic of an event destination');
  const parsed = parseJson(text);
  if (parsed === undefined) return unreadable(`${what} is not JSON`);
  const json = asObject(parsed);
  return json ? { ok: true, json } : unreadable(`${what} is no JSON object`);
}

/** SES's JSON out of a queue's body: as it is, in SNS's envelope, in EventBridge's, or in both. */
export function unwrap(body: unknown): Opened {
  const outer = open(body, 'the body');
  if (!outer.ok) return outer;
  const inner =
    outer.json['Type'] === 'Notification' ? open(outer.json['Message'], "the SNS envelope's Message") : outer;
  if (!inner.ok || 'mail' in inner.json) return inner;
  const detail = asObject(inner.json['detail']);
  return detail ? { ok: true, json: detail } : inner;
}
