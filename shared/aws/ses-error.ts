import type { HoldScope } from '../control/hold.ts';
import type { Mail } from '../message/mail.ts';
import type { HandOver, SendResult } from '../ports/mailer.ts';
import { maskAddresses } from '../text/mask-address.ts';

/** What the SDK and Node tell of a failed call. */
interface Failure {
  readonly name: string;
  readonly message: string;
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly syscall: string | undefined;
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function failureOf(error: unknown): Failure {
  if (!(error instanceof Error))
    return { name: 'Error', message: String(error), status: undefined, code: undefined, syscall: undefined };
  const { code, syscall, $metadata } = error as {
    code?: unknown;
    syscall?: unknown;
    $metadata?: { httpStatusCode?: number };
  };
  const { name, message } = error;
  return { name, message, status: $metadata?.httpStatusCode, code: textOf(code), syscall: textOf(syscall) };
}

/** Codes of a connection that never came about: nothing was written. With `read` or `write` they end one that stood. */
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

const neverConnected = ({ code = '', syscall, message, name }: Failure): boolean =>
  (NOT_CONNECTED.has(code) && (syscall === undefined || syscall === 'getaddrinfo')) ||
  syscall === 'connect' ||
  (name === 'TimeoutError' && message.includes('did not establish a connection')) ||
  name === 'CredentialsProviderError';

const DAILY_QUOTA = /daily (message )?quota/i;
const NOT_VERIFIED = /not verified/i;

/** The identities that SES names at the end of `Email address is not verified. The following …: a, b`. */
const unverified = (message: string): readonly string[] =>
  message
    .slice(message.lastIndexOf(': ') + 1)
    .split(',')
    .map((identity) =>
      identity
        .trim()
        .replace(/^.*<|>$/g, '')
        .toLowerCase(),
    );

/** The sender's identity if SES names it, or names none; undefined when it is the recipient's, as in the sandbox. */
function unverifiedSender({ from, to }: Mail, message: string): HoldScope | undefined {
  const named = unverified(message);
  if (named.includes(from.address.toLowerCase())) return { kind: 'identity', name: from.address };
  if (named.includes(to.address.toLowerCase())) return undefined;
  return { kind: 'identity', name: from.domain };
}

const setScope = (name: string): HoldScope => ({ kind: 'configurationSet', name });

/** What is missing, by SES's words: a template or a configuration set. */
function missing({ mail, configurationSet }: HandOver, message: string): HoldScope {
  const template = mail.content.kind === 'template' && 'name' in mail.content ? mail.content.name : undefined;
  return template !== undefined && /template/i.test(message)
    ? { kind: 'template', name: template }
    : setScope(configurationSet);
}

const isRecipient = ({ from, to }: Mail, identity: string): boolean =>
  [to.address, to.domain].some((name) => name.toLowerCase() === identity) &&
  ![from.address, from.domain].some((name) => name.toLowerCase() === identity);

/**
 * What the sender's role may not use, by the resource that IAM names; undefined when that is the recipient's identity,
 * which SES asks for too while the account is in the sandbox.
 */
function denied({ mail, configurationSet }: HandOver, message: string): HoldScope | undefined {
  if (message.includes(':configuration-set/')) return setScope(configurationSet);
  if (message.includes(':template/')) return missing({ mail, configurationSet, tags: {} }, 'template');
  const [, identity] = /:identity\/([^\s"']+)/.exec(message) ?? [];
  if (identity === undefined) return { kind: 'account' };
  return isRecipient(mail, identity.toLowerCase()) ? undefined : { kind: 'identity', name: mail.from.domain };
}

/** What a refusal keeps back; undefined when it speaks of this mail alone. */
function scopeOf(handOver: HandOver, { name, message, status }: Failure): HoldScope | undefined {
  if (DAILY_QUOTA.test(message)) return { kind: 'account' };
  switch (name) {
    case 'LimitExceededException':
    case 'AccountSuspendedException':
      return { kind: 'account' };
    case 'SendingPausedException':
      return /configuration set/i.test(message) ? setScope(handOver.configurationSet) : { kind: 'account' };
    case 'MailFromDomainNotVerifiedException':
      return { kind: 'identity', name: handOver.mail.from.domain };
    case 'NotFoundException':
      return missing(handOver, message);
    case 'MessageRejected':
      return NOT_VERIFIED.test(message) ? unverifiedSender(handOver.mail, message) : undefined;
    default:
      return status === 401 || status === 403 ? denied(handOver, message) : undefined;
  }
}

const RATE = new Set([
  'TooManyRequestsException',
  'ThrottlingException',
  'Throttling',
  'RequestLimitExceeded',
]);

/**
 * What a failed SendEmail means for the mail (SES v2 API reference, SendEmail, errors; SES developer guide, "Errors
 * related to sending quotas"). What is not surely a refusal is `unknown`: SendEmail has no idempotency token.
 */
export function readSesError(error: unknown, handOver: HandOver): SendResult {
  const failure = failureOf(error);
  const { name, status } = failure;
  const text = maskAddresses(`${name}: ${failure.message}`);
  if (status === undefined) return { kind: neverConnected(failure) ? 'slowDown' : 'unknown', text };
  if (status < 400 || status >= 500) return { kind: 'unknown', text };
  const scope = scopeOf(handOver, failure);
  if (scope) return { kind: 'hold', scope, code: name, text };
  if (RATE.has(name) || status === 429 || status === 408) return { kind: 'slowDown', text };
  return { kind: 'refused', text };
}
