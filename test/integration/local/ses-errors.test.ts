import {
  AccountSuspendedException,
  BadRequestException,
  GetAccountCommand,
  LimitExceededException,
  MailFromDomainNotVerifiedException,
  MessageRejected,
  NotFoundException,
  SendingPausedException,
  TooManyRequestsException,
} from '@aws-sdk/client-sesv2';
import { afterEach, describe, expect, it } from 'vitest';
import { SES_ERRORS } from '../../../local/servers/ses/errors.ts';
import type { Fault } from '../../../local/servers/ses.ts';
import { MAIL, startMailWorld, to } from './ses-support.ts';

let world: Awaited<ReturnType<typeof startMailWorld>>;
afterEach(() => world.stop());

describe('a refusal reaches the SDK as its exception', () => {
  it.each([
    [
      'an identity that is not verified',
      { FromEmailAddress: 'a@other.test' },
      MessageRejected,
      'Email address is not verified',
    ],
    [
      'a domain that only ends alike',
      { FromEmailAddress: 'a@badexample.com' },
      MessageRejected,
      'a@badexample.com',
    ],
    [
      'a configuration set that is missing',
      { ConfigurationSetName: 'None' },
      NotFoundException,
      'Configuration set <None>',
    ],
    [
      'a template that is missing',
      { Content: { Template: { TemplateName: 'none' } } },
      NotFoundException,
      'Template none',
    ],
    ['no recipient', { Destination: {} }, BadRequestException, 'Destination is required'],
    ['a dot in a tag', { EmailTags: [{ Name: 'mx', Value: 'a.b' }] }, BadRequestException, 'EmailTags'],
  ])('%s', async (_case, change, exception, text) => {
    world = await startMailWorld();
    const refused = world.send(change);
    await expect(refused).rejects.toBeInstanceOf(exception);
    await expect(refused).rejects.toThrow(text);
    expect(world.ses.accepted).toEqual([]);
  });

  it.each([
    [SES_ERRORS.rateExceeded, TooManyRequestsException],
    [SES_ERRORS.dailyQuotaExceeded, LimitExceededException],
    [SES_ERRORS.sendingPaused, SendingPausedException],
    [SES_ERRORS.accountSuspended, AccountSuspendedException],
    [SES_ERRORS.mailFromNotVerified, MailFromDomainNotVerifiedException],
  ])('a fault: $errorType', async (fault, exception) => {
    world = await startMailWorld({ fault: () => fault });
    const refused = world.send();
    await expect(refused).rejects.toBeInstanceOf(exception);
    await expect(refused).rejects.toThrow(fault.message);
    expect(world.ses.accepted).toEqual([]);
  });

  it('sees a server error with its status', async () => {
    world = await startMailWorld({ fault: () => SES_ERRORS.internal });
    await expect(world.send()).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
  });
});

describe('the account’s limits', () => {
  it('are enforced: the rate', async () => {
    world = await startMailWorld({ limits: { maxSendRate: 2, max24HourSend: -1 } });
    const answers = await Promise.allSettled([world.send(), world.send(), world.send()]);
    const refused = answers.filter(({ status }) => status === 'rejected');
    expect(refused).toEqual([expect.objectContaining({ reason: expect.any(TooManyRequestsException) })]);
    expect(world.ses.accepted).toHaveLength(2);
  });

  it('are told by GetAccount, with what was sent', async () => {
    world = await startMailWorld({ limits: { maxSendRate: 14, max24HourSend: 2 } });
    await world.send();
    await world.send();
    await expect(world.send()).rejects.toBeInstanceOf(LimitExceededException);
    const { SendQuota } = await world.client.send(new GetAccountCommand({}));
    expect(SendQuota).toEqual({ MaxSendRate: 14, Max24HourSend: 2, SentLast24Hours: 2 });
  });
});

describe('calls other than sending', () => {
  const getTwice = () => {
    const get = () => world.client.send(new GetAccountCommand({}));
    return Promise.allSettled([get(), get()]);
  };

  it('are refused beyond one a second when that is asked for, mail is not', async () => {
    world = await startMailWorld({ throttleControlCalls: true });
    const refused = (await getTwice()).filter(({ status }) => status === 'rejected');
    expect(refused).toEqual([expect.objectContaining({ reason: expect.any(TooManyRequestsException) })]);
    await Promise.all([world.send(), world.send()]);
    expect(world.ses.accepted).toHaveLength(2);
  });

  it('pass as often as they come by default', async () => {
    world = await startMailWorld();
    expect((await getTwice()).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  });
});

describe('a call without an answer', () => {
  it.each([
    ['hang', 0],
    ['acceptAndHang', 1],
  ] satisfies [Fault, number][])('%s: %i accepted', async (fault, accepted) => {
    const reached = Promise.withResolvers<void>();
    world = await startMailWorld({
      fault: () => {
        reached.resolve();
        return fault;
      },
    });
    const abort = new AbortController();
    const call = world.send({}, abort.signal);
    const ended = expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await reached.promise;
    abort.abort();
    await ended;
    expect(world.ses.accepted).toHaveLength(accepted);
  });
});

it('a fault may depend on the request', async () => {
  world = await startMailWorld({
    fault: ({ Destination }) =>
      Destination.ToAddresses.includes('b@velamail.test') ? SES_ERRORS.sendingPaused : undefined,
  });
  await expect(world.send(to('b@velamail.test'))).rejects.toBeInstanceOf(SendingPausedException);
  await expect(world.send(to('a@velamail.test'))).resolves.toMatchObject({ MessageId: expect.any(String) });
});

it('sub-domains and addresses of an identity are verified too', async () => {
  world = await startMailWorld({ identities: ['example.com', 'one@other.test'] });
  for (const FromEmailAddress of ['a@mail.example.com', 'ONE@other.test'])
    await expect(world.send({ ...MAIL, FromEmailAddress })).resolves.toBeDefined();
});
