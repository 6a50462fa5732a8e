import { createTransport } from 'nodemailer';
import type { MailRoute } from '../mail-routes.ts';
import type { MessageContent } from './content.ts';

export interface SmtpMail {
  readonly from: string;
  readonly sender: string;
  readonly recipient: string;
  readonly messageId: string;
  readonly content: Exclude<MessageContent, { kind: 'unrenderable' }>;
}

export type SmtpResult =
  | { readonly ok: true; readonly reply: string }
  | { readonly ok: false; readonly reply: string };

/** Hands mail over by SMTP, on connections kept per port. Never throws: a lost connection is a reply too. */
export interface SmtpPool {
  send(route: MailRoute, mail: SmtpMail): Promise<SmtpResult>;
  close(): void;
}

const openTransport = (port: number) =>
  createTransport({
    pool: true,
    host: '127.0.0.1',
    port,
    name: 'ses.local.invalid',
    ignoreTLS: true,
    maxConnections: 10,
    maxMessages: Number.POSITIVE_INFINITY,
  });

export function createSmtpPool(): SmtpPool {
  const transports = new Map<number, ReturnType<typeof openTransport>>();
  const transportOf = (port: number) => {
    const transport = transports.get(port) ?? openTransport(port);
    transports.set(port, transport);
    return transport;
  };
  return {
    send: async ({ port }, mail) => {
      try {
        const sent = await transportOf(port).sendMail({
          envelope: { from: mail.sender, to: mail.recipient },
          ...messageOf(mail),
        });
        return { ok: true, reply: sent.response };
      } catch (error) {
        const { response, message } = error as Error & { response?: string };
        return { ok: false, reply: response ?? message };
      }
    },
    close: () => {
      for (const transport of transports.values()) transport.close();
    },
  };
}

function messageOf({ content, from, recipient, messageId }: SmtpMail) {
  if (content.kind === 'raw') return { raw: Buffer.from(content.base64, 'base64') };
  return {
    from,
    to: recipient,
    messageId: `<${messageId}@email.amazonses.com>`,
    subject: content.subject,
    headers: content.headers.map(({ name, value }) => ({ key: name, value })),
    ...(content.text === undefined ? {} : { text: content.text }),
    ...(content.html === undefined ? {} : { html: content.html }),
  };
}
