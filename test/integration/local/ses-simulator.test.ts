import { afterEach, expect, it } from 'vitest';
import { startMailWorld, to } from './ses-support.ts';

let world: Awaited<ReturnType<typeof startMailWorld>>;
afterEach(() => world.stop());

it.each([
  ['success', ['Send', 'Delivery']],
  ['success+label', ['Send', 'Delivery']],
  ['ooto', ['Send', 'Delivery']],
  ['Bounce+label', ['Send', 'Bounce']],
  ['bounce', ['Send', 'Bounce']],
  ['complaint+label', ['Send', 'Delivery', 'Complaint']],
])('%s@ of the simulator: %s, and no provider is asked', async (mailbox, types) => {
  world = await startMailWorld();
  await world.send(to(`${mailbox}@simulator.amazonses.com`));

  await expect.poll(() => world.published.map(({ event }) => event.eventType)).toEqual(types);
  expect(world.provider.counts()).toMatchObject({ connections: 0 });
});

it('the simulator bounces with SES’s words, and never comes onto the suppression list', async () => {
  world = await startMailWorld();
  await world.send(to('bounce+a@simulator.amazonses.com'));
  await world.send(to('bounce+a@simulator.amazonses.com'));

  await expect.poll(() => world.eventsOf('Bounce')).toHaveLength(2);
  for (const { event } of world.eventsOf('Bounce'))
    expect(event).toMatchObject({
      bounce: {
        bounceType: 'Permanent',
        bounceSubType: 'General',
        bouncedRecipients: [{ status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' }],
      },
    });
});
