import { GetSuppressedDestinationCommand, NotFoundException } from '@aws-sdk/client-sesv2';
import { afterEach, describe, expect, it } from 'vitest';
import { SES_EVENT_TYPES } from '../../../local/servers/ses/events.ts';
import type { SesOptions } from '../../../local/servers/ses.ts';
import { startMailWorld, to } from './ses-support.ts';

let world: Awaited<ReturnType<typeof startMailWorld>>;
afterEach(() => world.stop());

const destinations = [{ topicArn: 'topic', types: SES_EVENT_TYPES }];
const SETS: SesOptions['sets'] = {
  Complaints: { destinations, suppressedReasons: ['COMPLAINT'] },
  Bounces: { destinations, suppressedReasons: ['BOUNCE'] },
  None: { destinations, suppressedReasons: [] },
  Default: { destinations },
};
const from = (set: string, address = 'ann@velamail.test') => ({ ...to(address), ConfigurationSetName: set });

/** Why the address is on the suppression list, as GetSuppressedDestination tells. */
async function reasonOf(address: string) {
  const command = new GetSuppressedDestinationCommand({ EmailAddress: address });
  const answer = await world.client.send(command).catch((error: unknown) => {
    if (error instanceof NotFoundException) return undefined;
    throw error;
  });
  return answer?.SuppressedDestination?.Reason;
}

describe('a mail that its receiver takes and sends back', () => {
  it('has a Delivery event, then a Bounce event with the words of the returned mail', async () => {
    world = await startMailWorld({
      returns: (recipient) =>
        recipient.startsWith('ann@') ? { afterMillis: 1, reply: '550 5.1.1 No such user here' } : undefined,
    });
    await world.send(to('bob@velamail.test'));
    await world.send();
    await expect.poll(() => world.eventsOf('Bounce')).toHaveLength(1);
    await expect.poll(() => world.eventsOf('Delivery')).toHaveLength(2);

    expect(world.published.at(-1)?.event.eventType).toBe('Bounce');
    const bounce = world.eventsOf('Bounce')[0]?.event['bounce'];
    expect(bounce).toMatchObject({
      bounceType: 'Permanent',
      bounceSubType: 'General',
      reportingMTA: 'dsn; mx.velamail.test',
      bouncedRecipients: [
        {
          emailAddress: 'ann@velamail.test',
          action: 'failed',
          status: '5.1.1',
          diagnosticCode: 'smtp; 550 5.1.1 No such user here',
        },
      ],
    });
    expect(bounce).not.toHaveProperty('remoteMtaIp');
  });

  it.each([
    ['452 4.2.2 Over quota', 'Transient', 'MailboxFull'],
    ['451 4.3.0 Gave up', 'Transient', 'General'],
    ['550 5.1.1 No such user', 'Permanent', 'NoEmail'],
  ])('%s comes back as %s/%s', async (reply, bounceType, bounceSubType) => {
    world = await startMailWorld({ namesUnknownUsers: true, returns: () => ({ afterMillis: 1, reply }) });
    await world.send();
    await expect.poll(() => world.eventsOf('Bounce')).toHaveLength(1);
    expect(world.eventsOf('Bounce')[0]?.event).toMatchObject({ bounce: { bounceType, bounceSubType } });
  });
});

describe('SES puts an address onto its suppression list', () => {
  it.each([
    ['Complaints', 'COMPLAINT'],
    ['Default', 'COMPLAINT'],
    ['Bounces', undefined],
    ['None', undefined],
  ])('after a complaint, when the set %s says so: %s', async (set, reason) => {
    world = await startMailWorld({ sets: SETS, complains: () => 1 });
    await world.send(from(set));
    await expect.poll(() => world.eventsOf('Complaint')).toHaveLength(1);
    expect(await reasonOf('ann@velamail.test')).toBe(reason);
  });

  it.each([
    ['Complaints', undefined],
    ['Default', 'BOUNCE'],
    ['Bounces', 'BOUNCE'],
    ['None', undefined],
  ])('after a hard bounce, when the set %s says so: %s', async (set, reason) => {
    world = await startMailWorld({ sets: SETS, provider: { unknownUser: () => true } });
    await world.send(from(set));
    await expect.poll(() => world.eventsOf('Bounce')).toHaveLength(1);
    expect(await reasonOf('ann@velamail.test')).toBe(reason);
  });

  it('after a hard bounce that came back later, too', async () => {
    world = await startMailWorld({
      sets: SETS,
      returns: () => ({ afterMillis: 1, reply: '550 5.1.1 No such user' }),
    });
    await world.send(from('Bounces'));
    await expect.poll(() => world.eventsOf('Bounce')).toHaveLength(1);
    expect(await reasonOf('ann@velamail.test')).toBe('BOUNCE');
  });

  it('not after a soft bounce', async () => {
    world = await startMailWorld({
      sets: SETS,
      provider: { policies: [{ rcpt: () => ({ code: 552, text: '5.2.2 Mailbox full' }) }] },
    });
    await world.send(from('Bounces'));
    await expect.poll(() => world.eventsOf('Bounce')).toHaveLength(1);
    expect(await reasonOf('ann@velamail.test')).toBeUndefined();
  });

  it('and keeps the next mail from it', async () => {
    world = await startMailWorld({ sets: SETS, complains: () => 1 });
    await world.send(from('Complaints'));
    await expect.poll(() => world.eventsOf('Complaint')).toHaveLength(1);
    await world.send(from('Complaints'));
    await expect.poll(() => world.eventsOf('Complaint')).toHaveLength(2);
    expect(world.eventsOf('Complaint').at(-1)?.event).toMatchObject({
      complaint: { complaintSubType: 'OnAccountSuppressionList' },
    });
    expect(world.provider.counts().accepted).toBe(1);
  });
});
