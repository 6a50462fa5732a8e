import { type SESv2Client, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import type { HandOver, Mailer, SendResult } from '../ports/mailer.ts';
import type { ContentSource } from './content-source.ts';
import { formatMailbox } from './format-mailbox.ts';
import { type BuiltContent, buildSesContent } from './ses-content.ts';
import { readSesError } from './ses-error.ts';

/** The recipient is always named, for raw messages too: nothing but `to` decides who gets the mail. */
function requestFor(
  { mail, configurationSet, tags }: HandOver,
  Content: SendEmailCommandInput['Content'],
): SendEmailCommandInput {
  const replyTo = mail.content.kind === 'raw' ? [] : mail.replyTo.map(formatMailbox);
  return {
    FromEmailAddress: formatMailbox(mail.from),
    Destination: { ToAddresses: [mail.to.address] },
    ...(replyTo.length > 0 ? { ReplyToAddresses: replyTo } : {}),
    Content,
    ConfigurationSetName: configurationSet,
    EmailTags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
  };
}

/** Resolves with `late` when the signal fires first. */
const before = <T, L>(work: Promise<T>, signal: AbortSignal, late: L): Promise<T | L> =>
  new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => resolve(late), { once: true });
    work.then(resolve, reject);
  });

/** Content that cannot even be built ends the mail; nothing was called. */
const unbuildable = (error: unknown): BuiltContent => ({
  kind: 'invalid',
  text: `the content cannot be built: ${String(error)}`,
});

const LATE = { kind: 'later', text: 'the content was not there in time; SES was not called' } as const;

async function handOver(
  client: SESv2Client,
  contents: ContentSource,
  order: HandOver,
  signal: AbortSignal,
): Promise<SendResult> {
  const content = await before(buildSesContent(order, contents).catch(unbuildable), signal, LATE);
  if (content.kind === 'invalid') return content;
  if (content.kind === 'later') return { kind: 'slowDown', text: content.text };
  if (signal.aborted) return { kind: 'slowDown', text: LATE.text };
  try {
    const command = new SendEmailCommand(requestFor(order, content.content));
    const { MessageId: sesId } = await client.send(command, { abortSignal: signal });
    return sesId
      ? { kind: 'accepted', sesId }
      : { kind: 'unknown', text: 'SES answered without a message id' };
  } catch (error) {
    return readSesError(error, order);
  }
}

/**
 * Hands mails to SES v2 (SendEmail). `client` must not retry. The limit covers content and call; when it strikes, the
 * call's socket is destroyed, so that a frozen function does not finish it when it thaws.
 */
export function createMailer(client: SESv2Client, contents: ContentSource): Mailer {
  return {
    send: async (order, callMillis) => {
      const limit = new AbortController();
      const timer = setTimeout(() => limit.abort(), callMillis);
      try {
        return await handOver(client, contents, order, limit.signal);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
