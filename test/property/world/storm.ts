import type { Settings } from '../../../shared/settings/settings.ts';
import { HOUR, MINUTE } from '../../../shared/time/units.ts';
import { dispositions } from './audit.ts';
import { CALM, type Faults, ROUGH } from './faults.ts';
import { mailTo } from './mails.ts';
import { seeded } from './random.ts';
import { active, type Limits } from './rules.ts';
import { createWorld, START, type World } from './world.ts';

/** Low limits, so that every key has a backlog for most of the storm. */
export const LIMITS: Limits = {
  north: { messages: 10, period: 'minute' },
  east: { messages: 120, period: 'hour' },
  south: { messages: 60, period: 'hour' },
  city: { messages: 6, period: 'minute' },
};
const DOMAINS = [
  'north.test',
  'north.test',
  'east.test',
  'east.test',
  'south.test',
  'a.village.test',
  'b.village.test',
  'one.city.test',
  'two.city.test',
];

/** Mails of odd numbers leave from the second pool, where there is one. */
const poolAt = (at: number, { pools }: Partial<Settings>): string =>
  Object.keys(pools ?? {})[at % 2] ?? 'default';
export const poolOf = (id: string, settings: Partial<Settings>): string =>
  poolAt(Number(id.slice(5)), settings);
const MAILS = 900;

export interface Storm {
  readonly world: World;
  readonly ids: readonly string[];
}

/**
 * Mail for half an hour, more than the limits take, under faults for two hours and a half; then calm weather until
 * nothing is left to do, or a day has passed. `meddle` may schedule what operators do meanwhile.
 */
export async function storm(
  seed: number,
  meddle: (world: World) => void = () => {},
  settings: Partial<Settings> = {},
  faults: Faults = ROUGH,
): Promise<Storm> {
  const world = createWorld({ seed, faults, rules: active(LIMITS), settings });
  const random = seeded(seed + 1_000);
  const expiresAt = new Date(START + 30 * HOUR).toISOString();
  const ids = Array.from({ length: MAILS }, (_, at) => `mail-${at}`);
  ids.forEach((id, at) => {
    const stream = random() < 0.2 ? 'transactional' : 'marketing';
    const domain = DOMAINS[Math.floor(random() * DOMAINS.length)] ?? '';
    const body = mailTo(`x${at}@${domain}`, id, {
      stream,
      campaign: `c${at % 3}`,
      expiresAt,
      pool: poolAt(at, settings),
    });
    const queue = random() < 0.1 ? world.sendPriority : world.send;
    world.at(START + random() * 30 * MINUTE, () => queue(body));
    if (random() < 0.05) world.at(START + random() * HOUR, () => queue(body));
  });
  meddle(world);
  await world.run(START + 150 * MINUTE);
  world.setFaults(CALM);
  await world.run(
    START + 26 * HOUR,
    () => dispositions(world.events).size === MAILS && world.inQueues() === 0,
  );
  return { world, ids };
}
