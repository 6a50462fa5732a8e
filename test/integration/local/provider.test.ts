import { afterEach, describe, expect, it } from 'vitest';
import type { ProviderPolicy, SmtpMessage, SmtpSession } from '../../../local/servers/provider-policy.ts';
import { startMailWorld, to } from './ses-support.ts';

let world: Awaited<ReturnType<typeof startMailWorld>>;
afterEach(() => world.stop());

const sendTo = (count: number, domain = 'velamail.test') =>
  Promise.all(Array.from({ length: count }, (_each, n) => world.send(to(`r${n}@${domain}`))));

/** Holds every message until all of `count` have arrived, so that they are on their way at the same time. */
function gather(count: number): ProviderPolicy {
  const all = Promise.withResolvers<undefined>();
  let arrived = 0;
  return {
    data: () => {
      arrived += 1;
      if (arrived >= count) all.resolve(undefined);
      return all.promise;
    },
  };
}

describe('a provider', () => {
  it('logs what it took and what it refused, with the time and the words', async () => {
    world = await startMailWorld({ provider: { unknownUser: (local) => local === 'nobody' } });
    await world.send();
    await world.send(to('nobody@velamail.test'));
    await expect.poll(() => world.provider.log()).toHaveLength(2);
    const common = { at: expect.any(Number), connection: expect.any(String) };
    expect(world.provider.log()).toEqual(
      expect.arrayContaining([
        { ...common, step: 'data', recipients: ['ann@velamail.test'] },
        {
          ...common,
          step: 'rcpt',
          recipients: ['nobody@velamail.test'],
          refusal: { code: 550, text: '5.1.1 The mailbox does not exist' },
        },
      ]),
    );
    expect(world.provider.counts().refusals).toEqual({ '550 5.1.1 The mailbox does not exist': 1 });
  });

  it('logs connections that it turned away, too', async () => {
    const full: ProviderPolicy = { connect: () => ({ code: 421, text: '4.7.0 Too many connections' }) };
    world = await startMailWorld({ provider: { policies: [full] } });
    await world.send();
    await expect.poll(() => world.provider.log()).toHaveLength(1);
    expect(world.provider.log()).toMatchObject([{ step: 'connect', recipients: [] }]);
    expect(world.provider.counts()).toMatchObject({ connections: 1, mostConnections: 1, accepted: 0 });
  });

  it('lets a policy see the message, its connection, and how many are open', async () => {
    const seen: { readonly message: SmtpMessage; readonly session: SmtpSession }[] = [];
    const watch: ProviderPolicy = {
      data: (message, session) => {
        seen.push({ message, session });
        return undefined;
      },
    };
    world = await startMailWorld({ provider: { policies: [watch] }, smtp: { maxConnections: 1 } });
    await sendTo(2);
    await expect.poll(() => seen).toHaveLength(2);
    expect(seen[1]).toEqual({
      message: { bytes: expect.any(Number), from: 'news@example.com', recipients: ['r1@velamail.test'] },
      session: {
        id: seen[0]?.session.id,
        remoteAddress: '127.0.0.1',
        messages: 1,
        transactions: 2,
        openConnections: 1,
      },
    });
  });
});

describe('SES hands mail over', () => {
  it('on ten connections to a provider at most', async () => {
    world = await startMailWorld({ provider: { policies: [gather(10)] } });
    await sendTo(25);
    await expect.poll(() => world.provider.counts().accepted).toBe(25);
    expect(world.provider.counts()).toMatchObject({ mostConnections: 10 });
  });

  it('on as many connections as it is told', async () => {
    world = await startMailWorld({ provider: { policies: [gather(3)] }, smtp: { maxConnections: 3 } });
    await sendTo(12);
    await expect.poll(() => world.provider.counts().accepted).toBe(12);
    expect(world.provider.counts()).toMatchObject({ mostConnections: 3 });
  });

  it('with as many messages to a connection as it is told', async () => {
    world = await startMailWorld({ smtp: { maxConnections: 1, maxMessages: 2 } });
    await sendTo(5);
    await expect.poll(() => world.provider.counts().accepted).toBe(5);
    expect(world.provider.counts()).toMatchObject({ connections: 3, mostMessages: 2 });
  });
});

describe('when the preferred MX host is down', () => {
  const zone = {
    'two.test': {
      mx: [
        { exchange: 'mx1.two.test', preference: 10 },
        { exchange: 'mx2.two.test', preference: 20 },
      ],
    },
  };
  const down = { name: 'down', mxHosts: ['mx1.two.test'], down: true };

  it('the next host takes the mail at once, without a delay', async () => {
    world = await startMailWorld({ zone, before: [down] });
    await world.send(to('ann@two.test'));
    await expect.poll(() => world.eventsOf('Delivery')).toHaveLength(1);
    expect(world.eventsOf('DeliveryDelay')).toEqual([]);
    expect(world.provider.counts().accepted).toBe(1);
    expect(world.before[0]?.counts().connections).toBe(0);
  });

  it('it still is the one that the accept log names', async () => {
    world = await startMailWorld({ zone, before: [down] });
    await world.send(to('ann@two.test'));
    expect(world.ses.accepted).toMatchObject([{ recipient: 'ann@two.test', mx: 'mx1.two.test' }]);
  });

  it('and no other answers, the mail waits', async () => {
    world = await startMailWorld({ provider: { down: true } });
    await world.send();
    await expect.poll(() => world.eventsOf('DeliveryDelay')).toHaveLength(1);
    expect(world.eventsOf('DeliveryDelay')[0]?.event).toMatchObject({
      deliveryDelay: { delayType: 'TransientCommunicationFailure' },
    });
  });

  it('a host that answers and refuses is not passed over', async () => {
    const full: ProviderPolicy = { connect: () => ({ code: 421, text: '4.7.0 Too many connections' }) };
    const busy = { name: 'busy', mxHosts: ['mx1.two.test'], policies: [full] };
    world = await startMailWorld({ zone, before: [busy] });
    await world.send(to('ann@two.test'));
    await expect.poll(() => world.eventsOf('DeliveryDelay')).toHaveLength(1);
    expect(world.provider.counts().connections).toBe(0);
  });
});
