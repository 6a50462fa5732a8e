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

/** What SES's own connections to one provider are held to. */
export interface SmtpLimits {
  /** @default 10 */
  readonly maxConnections?: number;
  /**
   * Messages on one connection, then it is closed.
   * @default none
   */
  readonly maxMessages?: number;
}

/**
 * Hands mail over by SMTP, on connections kept per port: to the first of the hosts that lets itself be connected to
 * (RFC 5321 §5.1). Never throws: a lost connection is a reply too.
 */
export interface SmtpPool {
  send(hosts: readonly MailRoute[], mail: SmtpMail): Promise<SmtpResult>;
  close(): void;
}

const openTransport = (port: number, { maxConnections = 10, maxMessages }: SmtpLimits) =>
  createTransport({
    pool: true,
    host: '127.0.0.1',
    port,
    name: 'ses.local.invalid',
    ignoreTLS: true,
    maxConnections,
    maxMessages: maxMessages ?? Number.POSITIVE_INFINITY,
  });

/** No connection came about, so nobody has the mail; a greeting that refuses is a reply and decides. */
const neverConnected = ({ syscall }: NodeJS.ErrnoException): boolean => syscall === 'connect';

export function createSmtpPool(limits: SmtpLimits): SmtpPool {
  const transports = new Map<number, ReturnType<typeof openTransport>>();
  const transportOf = (port: number) => {
    const transport = transports.get(port) ?? openTransport(port, limits);
    transports.set(port, transport);
    return transport;
  };
  const send = async (hosts: readonly MailRoute[], mail: SmtpMail): Promise<SmtpResult> => {
    const [first, ...others] = hosts;
    if (!first) return { ok: false, reply: 'no host to connect to' };
    try {
      const sent = await transportOf(first.port).sendMail({
        envelope: { from: mail.sender, to: mail.recipient },
        ...messageOf(mail),
      });
      return { ok: true, reply: sent.response };
    } catch (error) {
      const failure = error as NodeJS.ErrnoException & { readonly response?: string };
      if (others.length > 0 && neverConnected(failure)) return send(others, mail);
      return { ok: false, reply: failure.response ?? failure.message };
    }
  };
  return {
    send,
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
