import { describe, expect, it } from 'vitest';
import { createSender, messageOf, runWith } from './support/sender.ts';

const BARRED = { production: false };
const ENDED = [{ kind: 'suppressed', by: 'notProduction' }];

describe('a stack not marked production', () => {
  it('does not hand over a mail that got its slot before, and claims nothing for it', async () => {
    const sender = createSender(BARRED);
    await sender.run(messageOf());

    expect(sender.handed).toEqual([]);
    expect(sender.events).toMatchObject(ENDED);
    expect(sender.state()).toBe('ended');
  });

  it('does not send again what was in doubt, which may have left before', async () => {
    const sender = createSender();
    const message = messageOf({ stream: 'transactional' });
    await runWith(sender, { mailer: { send: () => Promise.reject(new Error('killed')) } })(message);
    const { ports } = sender;
    const barred = { ...sender, ports: { ...ports, settings: { ...ports.settings, ...BARRED } } };
    sender.clock.advance(180_000);
    await runWith(
      barred,
      {},
    )({ ...message, envelope: { ...message.envelope, doubtSince: sender.clock.now() } });

    expect(sender.handed).toEqual([]);
    expect(sender.returned).toEqual([]);
    expect(sender.events).toMatchObject([{ kind: 'inDoubt' }]);
  });

  it('ends as in doubt what had been sent again before, for the first may have left', async () => {
    const sender = createSender(BARRED);
    await sender.run(messageOf({}, { resent: true }));

    expect(sender.handed).toEqual([]);
    expect(sender.events).toMatchObject([{ kind: 'inDoubt' }]);
  });

  it.each([
    ['the simulator', { to: 'success+7@simulator.amazonses.com' }, BARRED],
    ['an allowed domain', { to: 'jane@Example.com' }, { ...BARRED, allowedDomains: ['example.com'] }],
  ])('hands over mail to %s', async (_what, fields, settings) => {
    const sender = createSender(settings);
    await sender.run(messageOf(fields));

    expect(sender.handed).toHaveLength(1);
    expect(sender.events).toMatchObject([{ kind: 'handedOver' }]);
  });
});
