import type { Attachment } from '../message/mail.ts';

/** What an object referred to by `simple` or `template` content holds. */
export interface SharedContent {
  readonly subject: string;
  readonly text?: string;
  readonly html?: string;
  readonly attachments?: readonly Attachment[];
}

type Read =
  | { readonly ok: true; readonly content: SharedContent }
  | { readonly ok: false; readonly reason: string };

const isText = (value: unknown): boolean => typeof value === 'string';
const isTextOrAbsent = (value: unknown): boolean => value === undefined || isText(value);

const isAttachment = (value: unknown): boolean => {
  const { name, type, base64 } = (value ?? {}) as Partial<Record<string, unknown>>;
  return isText(name) && isText(type) && isText(base64);
};

function problemOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return 'expected a JSON object';
  const { subject, text, html, attachments } = value as Partial<Record<string, unknown>>;
  if (!isText(subject) || /[\r\n]/.test(String(subject))) return 'subject: expected a text of one line';
  if (!isTextOrAbsent(text) || !isTextOrAbsent(html)) return 'text, html: expected texts';
  if (text === undefined && html === undefined) return 'expected text, html or both';
  const listed = attachments === undefined || (Array.isArray(attachments) && attachments.every(isAttachment));
  return listed ? undefined : 'attachments: expected a list of {name, type, base64}';
}

/** Reads a content object: JSON `{subject, text?, html?, attachments?}` in UTF-8. */
export function readSharedContent(bytes: Uint8Array): Read {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return { ok: false, reason: 'not JSON in UTF-8' };
  }
  const reason = problemOf(value);
  return reason === undefined ? { ok: true, content: value as SharedContent } : { ok: false, reason };
}
