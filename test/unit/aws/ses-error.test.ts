import { describe, expect, it } from 'vitest';
import { readSesError } from '../../../shared/aws/ses-error.ts';
import type { Content, Mail, MailId } from '../../../shared/message/mail.ts';

const mailOf = (content: Content): Mail => ({
  id: 'mail-1' as MailId,
  to: { local: 'jane', domain: 'example.com', address: 'jane@example.com' },
  from: { local: 'news', domain: 'shop.example', address: 'news@shop.example' },
  replyTo: [],
  stream: 'marketing',
  pool: 'default',
  content,
  headers: [],
  bodyHash: 'h',
});
const order = {
  mail: mailOf({ kind: 'template', name: 'welcome', data: {} }),
  configurationSet: 'set-14h',
  tags: {},
};

const serviceError = (name: string, status: number, message: string) =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });
const nodeError = (more: object) =>
  Object.assign(new Error('it failed'), { $metadata: { attempts: 1 }, ...more });

const ACCOUNT = { kind: 'account' };
const SET = { kind: 'configurationSet', name: 'set-14h' };
const TEMPLATE = { kind: 'template', name: 'welcome' };
const DOMAIN = { kind: 'identity', name: 'shop.example' };

describe('an error of SES', () => {
  it.each([
    { name: 'TooManyRequestsException', status: 429, message: 'Too many requests' },
    { name: 'ThrottlingException', status: 400, message: 'Maximum sending rate exceeded.' },
    { name: 'Throttling', status: 400, message: 'Rate exceeded' },
    { name: 'RequestTimeout', status: 408, message: 'the body did not come' },
  ])('slows down on $name: $message', ({ name, status, message }) => {
    expect(readSesError(serviceError(name, status, message), order)).toMatchObject({ kind: 'slowDown' });
  });

  const verified =
    'Email address is not verified. The following identities failed the check in region EU-WEST-1: ';
  const denied =
    "User `arn:aws:sts::1:assumed-role/S' is not authorized to perform `ses:SendEmail' on resource ";
  it.each([
    { name: 'ThrottlingException', status: 400, message: 'Daily message quota exceeded.', scope: ACCOUNT },
    {
      name: 'TooManyRequestsException',
      status: 429,
      message: 'Daily message quota exceeded',
      scope: ACCOUNT,
    },
    { name: 'LimitExceededException', status: 400, message: 'too many', scope: ACCOUNT },
    {
      name: 'SendingPausedException',
      status: 400,
      message: 'Sending paused for this account.',
      scope: ACCOUNT,
    },
    {
      name: 'SendingPausedException',
      status: 400,
      message: 'Email sending is disabled for configuration set set-14h',
      scope: SET,
    },
    { name: 'AccountSuspendedException', status: 400, message: 'suspended', scope: ACCOUNT },
    { name: 'MailFromDomainNotVerifiedException', status: 400, message: 'not verified', scope: DOMAIN },
    {
      name: 'MessageRejected',
      status: 400,
      message: `${verified}news@shop.example`,
      scope: { kind: 'identity', name: 'news@shop.example' },
    },
    {
      name: 'MessageRejected',
      status: 400,
      message: `${verified}Shop <news@shop.example>, jane@example.com`,
      scope: { kind: 'identity', name: 'news@shop.example' },
    },
    {
      name: 'MessageRejected',
      status: 400,
      message: `${verified}arn:aws:ses:eu-west-1:1:identity/shop.example`,
      scope: DOMAIN,
    },
    { name: 'MessageRejected', status: 400, message: 'Email address is not verified.', scope: DOMAIN },
    { name: 'NotFoundException', status: 404, message: 'Template welcome does not exist.', scope: TEMPLATE },
    {
      name: 'NotFoundException',
      status: 404,
      message: 'Configuration set <set-14h> does not exist.',
      scope: SET,
    },
    {
      name: 'AccessDeniedException',
      status: 403,
      message: `${denied}\`arn:aws:ses:eu-west-1:1:identity/shop.example'`,
      scope: DOMAIN,
    },
    {
      name: 'AccessDeniedException',
      status: 403,
      message: `${denied}\`arn:aws:ses:eu-west-1:1:configuration-set/set-14h'`,
      scope: SET,
    },
    {
      name: 'AccessDeniedException',
      status: 403,
      message: `${denied}\`arn:aws:ses:eu-west-1:1:template/welcome'`,
      scope: TEMPLATE,
    },
    {
      name: 'UnrecognizedClientException',
      status: 403,
      message: 'The security token is invalid.',
      scope: ACCOUNT,
    },
  ])('holds $scope.kind on $name: $message', ({ name, status, message, scope }) => {
    expect(readSesError(serviceError(name, status, message), order)).toMatchObject({
      kind: 'hold',
      scope,
      code: name,
    });
  });

  it.each([
    { name: 'MessageRejected', status: 400, message: 'Address blacklisted.' },
    { name: 'MessageRejected', status: 400, message: `${verified}jane@example.com` },
    { name: 'BadRequestException', status: 400, message: 'Invalid header' },
    { name: 'RequestEntityTooLarge', status: 413, message: 'too large' },
  ])('takes $name for a word on this mail: $message', ({ name, status, message }) => {
    expect(readSesError(serviceError(name, status, message), order)).toMatchObject({ kind: 'refused' });
  });

  it('blames the configuration set when nothing of a template is used', () => {
    const simple = { ...order, mail: mailOf({ kind: 'simple', subject: 's', text: 't' }) };
    const error = serviceError('NotFoundException', 404, 'The resource does not exist: no template, no set.');
    expect(readSesError(error, simple)).toMatchObject({ kind: 'hold', scope: SET });
  });

  it.each([
    { what: 'an answer of status 500', error: serviceError('InternalFailure', 500, 'oops') },
    { what: 'an answer of status 503', error: serviceError('ServiceUnavailable', 503, 'busy') },
    {
      what: 'an unreadable answer of status 200',
      error: serviceError('SyntaxError', 200, 'Unexpected token'),
    },
    { what: 'the end of its time', error: nodeError({ name: 'AbortError' }) },
    { what: 'a reset', error: nodeError({ name: 'TimeoutError', code: 'ECONNRESET', syscall: 'read' }) },
    { what: 'a broken pipe', error: nodeError({ name: 'TimeoutError', code: 'EPIPE', syscall: 'write' }) },
    { what: 'silence', error: nodeError({ name: 'TimeoutError', code: 'ETIMEDOUT' }) },
    { what: 'no error at all', error: 'oops' },
  ])('does not know after $what', ({ error }) => {
    expect(readSesError(error, order)).toMatchObject({ kind: 'unknown' });
  });

  it.each([
    { what: 'a refused connection', error: nodeError({ code: 'ECONNREFUSED', syscall: 'connect' }) },
    {
      what: 'a connection that timed out',
      error: nodeError({ name: 'TimeoutError', code: 'ETIMEDOUT', syscall: 'connect' }),
    },
    { what: 'an unknown host', error: nodeError({ code: 'ENOTFOUND', syscall: 'getaddrinfo' }) },
    { what: 'a name server that is down', error: nodeError({ code: 'EAI_AGAIN', syscall: 'getaddrinfo' }) },
    { what: 'no credentials', error: nodeError({ name: 'CredentialsProviderError' }) },
    {
      what: 'a connection that did not come about in time',
      error: Object.assign(new Error('the request socket did not establish a connection with the server'), {
        name: 'TimeoutError',
      }),
    },
  ])('knows that nothing left after $what', ({ error }) => {
    expect(readSesError(error, order)).toMatchObject({ kind: 'slowDown' });
  });

  it('shows no address in full', () => {
    const error = serviceError('MessageRejected', 400, `${verified}jane@example.com`);
    expect(JSON.stringify(readSesError(error, order))).not.toContain('jane@example.com');
  });
});

it('takes a denied identity of the recipient, which SES asks for in the sandbox, for this mail alone', () => {
  const message =
    "is not authorized to perform `ses:SendEmail' on `arn:aws:ses:eu-west-1:1:identity/jane@example.com'";
  expect(readSesError(serviceError('AccessDeniedException', 403, message), order)).toMatchObject({
    kind: 'refused',
  });
});
