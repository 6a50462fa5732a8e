import type { EmailContent } from '@aws-sdk/client-sesv2';
import type { MailHeader, ReferencedContent, SimpleContent } from '../message/mail.ts';
import { prepareRawMime } from '../message/raw-mime.ts';
import { unsubscribeHeaders } from '../message/unsubscribe-headers.ts';
import type { HandOver } from '../ports/mailer.ts';
import { headerValue, ID_HEADER } from '../returned/proof.ts';
import type { ContentSource } from './content-source.ts';
import { formatMailbox } from './format-mailbox.ts';
import { readSharedContent, type SharedContent } from './shared-content.ts';

/** A mail's content as SES takes it, or why there is none; see LoadedContent. */
export type BuiltContent =
  | { readonly kind: 'built'; readonly content: EmailContent }
  | { readonly kind: 'invalid'; readonly text: string }
  | { readonly kind: 'later'; readonly text: string };

const UTF_8 = 'UTF-8';

const text = (data: string | undefined) => (data === undefined ? undefined : { Data: data, Charset: UTF_8 });

/** A mail, and what proves its id. */
type Letter = Pick<HandOver, 'mail' | 'proof'>;

/** The first tells whose mail it is, where feedback bears no tags of event publishing: a notification, a returned mail. */
const headersOf = ({ mail: { id, unsubscribe, headers }, proof }: Letter): readonly MailHeader[] => [
  { name: ID_HEADER, value: headerValue(id, proof) },
  ...(unsubscribe ? unsubscribeHeaders(unsubscribe) : []),
  ...headers,
];

const forSes = (headers: readonly MailHeader[]) => ({
  Headers: headers.map(({ name, value }) => ({ Name: name, Value: value })),
});

function simple(content: Omit<SimpleContent, 'kind'>, letter: Letter): EmailContent {
  const attachments = content.attachments?.map(({ name, type, base64 }) => ({
    FileName: name,
    ContentType: type,
    RawContent: Buffer.from(base64, 'base64'),
    // Without it SES takes the bytes for 7-bit text (SES v2 API reference, Attachment).
    ContentTransferEncoding: 'BASE64' as const,
  }));
  return {
    Simple: {
      Subject: text(content.subject),
      Body: { Text: text(content.text), Html: text(content.html) },
      ...forSes(headersOf(letter)),
      ...(attachments ? { Attachments: attachments } : {}),
    },
  };
}

const inlineTemplate = (
  { subject, text: plain, html }: SharedContent,
  data: object,
  letter: Letter,
): EmailContent => ({
  Template: {
    TemplateContent: { Subject: subject, Text: plain, Html: html },
    TemplateData: JSON.stringify(data),
    ...forSes(headersOf(letter)),
  },
});

/** In a raw message our headers replace those of the same name; SES would not add them. */
function raw(bytes: Uint8Array, letter: Letter): BuiltContent {
  const replyTo = letter.mail.replyTo.map(formatMailbox).join(', ');
  const ours = [...headersOf(letter), ...(replyTo ? [{ name: 'Reply-To', value: replyTo }] : [])];
  const prepared = prepareRawMime(bytes, ours);
  if (!prepared.ok) return { kind: 'invalid', text: prepared.reason };
  return { kind: 'built', content: { Raw: { Data: prepared.bytes } } };
}

async function fromReference(
  content: ReferencedContent,
  letter: Letter,
  contents: ContentSource,
): Promise<BuiltContent> {
  const loaded = await contents.load(content);
  if (loaded.kind !== 'found') return loaded;
  if (content.kind === 'raw') return raw(loaded.bytes, letter);
  const shared = readSharedContent(loaded.bytes);
  if (!shared.ok) return { kind: 'invalid', text: `${content.s3}: ${shared.reason}` };
  const email =
    'data' in content ? inlineTemplate(shared.content, content.data, letter) : simple(shared.content, letter);
  return { kind: 'built', content: email };
}

/** Makes the content of a SendEmail call (SES v2 API reference, EmailContent), read from S3 where it is a reference. */
export async function buildSesContent(letter: Letter, contents: ContentSource): Promise<BuiltContent> {
  const { content } = letter.mail;
  if ('s3' in content) return fromReference(content, letter, contents);
  switch (content.kind) {
    case 'simple':
      return { kind: 'built', content: simple(content, letter) };
    case 'template': {
      const template = { TemplateName: content.name, TemplateData: JSON.stringify(content.data) };
      return { kind: 'built', content: { Template: { ...template, ...forSes(headersOf(letter)) } } };
    }
    case 'raw':
      return raw(Buffer.from(content.base64, 'base64'), letter);
    default:
      return content satisfies never;
  }
}
