import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../shared/time/units.ts';
import { keyOfAddress } from '../support/quarantine.ts';
import { dispositions } from './world/audit.ts';
import { CALM, ROUGH } from './world/faults.ts';
import { mailTo } from './world/mails.ts';
import { seeded } from './world/random.ts';
import { active } from './world/rules.ts';
import { createWorld, START } from './world/world.ts';

const ADDRESSES = Array.from({ length: 12 }, (_, at) => `x${at}@north.test`);
const MAILS = 480;
const isUnknown = (address: string): boolean => Number(address.slice(1, address.indexOf('@'))) % 3 === 0;

/**
 * From the row's word to the last mail that may still leave: what a throttler looked up before it, on a stalled batch of
 * one minute, takes a slot up to a minute ahead, hands over up to two seconds late, by clocks a second apart.
 */
const LAST_LEAVES = MINUTE + MINUTE + 3 * SECOND;

/** Forty mails to each of twelve addresses in two hours, of which four are unknown to their server. */
async function storm(seed: number) {
  const bounces = (address: string) => (isUnknown(address) ? 'smtp; 550 5.1.1 User unknown' : undefined);
  const rules = active({ north: { messages: 30, period: 'minute' } });
  const world = createWorld({ seed, faults: ROUGH, rules, bounces });
  const random = seeded(seed + 1_000);
  const expiresAt = new Date(START + 8 * HOUR).toISOString();
  const addressOf = (at: number) => ADDRESSES[at % ADDRESSES.length] ?? '';
  for (let at = 0; at < MAILS; at += 1)
    world.at(START + random() * 2 * HOUR, () =>
      world.send(mailTo(addressOf(at), `mail-${at}`, { expiresAt })),
    );
  await world.run(START + 150 * MINUTE);
  world.setFaults(CALM);
  await world.run(
    START + 9 * HOUR,
    () => dispositions(world.events).size === MAILS && world.inQueues() === 0,
  );
  return { world, addressOf };
}

describe.each([1, 2, 3, 4])('in a storm, an address that bounces for good (seed %i)', (seed) => {
  it('gets no mail once its row says so, and all mail ends exactly once', async () => {
    const { world, addressOf } = await storm(seed);
    const heard = dispositions(world.events);

    expect([...heard.values()].filter((kinds) => kinds.size !== 1)).toEqual([]);
    expect(heard.size).toBe(MAILS);
    const late = world.accepted.filter(
      ({ address, at }) => at > (world.quarantinedAt.get(address) ?? Number.POSITIVE_INFINITY) + LAST_LEAVES,
    );
    expect(late).toEqual([]);
    const suppressed = [...heard]
      .filter(([, kinds]) => kinds.has('suppressed'))
      .map(([id]) => Number(id.slice(5)));
    expect(suppressed.length).toBeGreaterThan(40);
    expect(suppressed.map(addressOf).filter((address) => !isUnknown(address))).toEqual([]);
  });

  it('is quarantined since the earliest of its bounces, whichever was heard of first', async () => {
    const { world } = await storm(seed);
    for (const address of ADDRESSES.filter(isUnknown)) {
      const first = Math.min(...world.accepted.filter((one) => one.address === address).map(({ at }) => at));
      expect(world.addresses.get(keyOfAddress(address))?.standing.quarantine?.since).toBe(Math.floor(first));
    }
    expect(ADDRESSES.filter((address) => !isUnknown(address) && world.quarantinedAt.has(address))).toEqual(
      [],
    );
  });
});
