import type { SMTPServerAddress, SMTPServerSession } from 'smtp-server';
import type { ProviderLog, SmtpStep } from './provider-log.ts';
import {
  judge,
  type ProviderPolicy,
  type SmtpRefusal,
  type SmtpSession,
  type Verdict,
} from './provider-policy.ts';

type Reply = (error?: Error | null, message?: string) => void;
type Stream = NodeJS.ReadableStream & { readonly byteLength: number };

/** smtp-server answers with the error's `responseCode` and message. */
const asError = ({ code, text }: SmtpRefusal): Error =>
  Object.assign(new Error(text), { responseCode: code });

const recipientsOf = ({ envelope }: SMTPServerSession): readonly string[] =>
  envelope.rcptTo.map(({ address }) => address);

const senderOf = ({ envelope }: SMTPServerSession): string =>
  envelope.mailFrom === false ? '' : envelope.mailFrom.address;

/** The handlers of an SMTP server that asks the policies at each step and enters into the log what becomes of it. */
export function createDesk(policies: readonly ProviderPolicy[], log: ProviderLog) {
  const viewOf = ({ id, remoteAddress }: SMTPServerSession): SmtpSession => ({
    id,
    remoteAddress,
    ...log.connection(id),
    openConnections: log.openConnections(),
  });
  const answer = async (
    ask: (policy: ProviderPolicy) => Verdict,
    refused: (refusal: SmtpRefusal) => void,
    reply: Reply,
    accepted?: () => string,
  ) => {
    const refusal = await judge(policies, ask);
    if (refusal) refused(refusal);
    if (refusal) return reply(asError(refusal));
    return reply(null, accepted?.());
  };
  const refusedAt =
    (step: SmtpStep, session: SMTPServerSession, ...more: readonly string[]) =>
    (refusal: SmtpRefusal) =>
      log.refused(session.id, step, [...recipientsOf(session), ...more], refusal);

  const onConnect = (session: SMTPServerSession, reply: Reply) => {
    log.opened(session.id);
    void answer((policy) => policy.connect?.(viewOf(session)), refusedAt('connect', session), reply);
  };
  const onMailFrom = ({ address }: SMTPServerAddress, session: SMTPServerSession, reply: Reply) => {
    log.began(session.id);
    void answer((policy) => policy.mail?.(address, viewOf(session)), refusedAt('mail', session), reply);
  };
  const onRcptTo = ({ address }: SMTPServerAddress, session: SMTPServerSession, reply: Reply) =>
    void answer(
      (policy) => policy.rcpt?.(address, viewOf(session)),
      refusedAt('rcpt', session, address),
      reply,
    );
  const onData = (stream: Stream, session: SMTPServerSession, reply: Reply) => {
    stream.resume();
    stream.once('end', () => {
      const recipients = recipientsOf(session);
      const message = { bytes: stream.byteLength, from: senderOf(session), recipients };
      const take = () => {
        log.took(session.id, recipients);
        return `2.0.0 queued as ${session.id}.${log.connection(session.id).messages}`;
      };
      void answer(
        (policy) => policy.data?.(message, viewOf(session)),
        refusedAt('data', session),
        reply,
        take,
      );
    });
  };
  const onClose = (session: SMTPServerSession, done: () => void) => {
    for (const policy of policies) policy.disconnect?.(viewOf(session));
    log.closed(session.id);
    done();
  };
  return { onConnect, onMailFrom, onRcptTo, onData, onClose };
}
