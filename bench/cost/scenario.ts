import { HOUR, MINUTE, SECOND } from '../../shared/time/units.ts';
import { mailTo } from '../../test/property/world/mails.ts';
import { seeded } from '../../test/property/world/random.ts';
import { active, type Limits } from '../../test/property/world/rules.ts';
import { createWorld, START, type World } from '../../test/property/world/world.ts';
import { ASSUMPTIONS } from './assumptions.ts';
import { createMeter } from './meter.ts';
import { billedRequests } from './read-command.ts';
import type { Tally } from './usage.ts';

export interface Scenario {
  readonly name: string;
  readonly kilobytes: number;
  /** Messages that one receive brings. */
  readonly receives: number;
  /** Of a thousand mails so many come back. */
  readonly bounced: number;
  /** How long the last mail waits; 0 is a calm day. */
  readonly hours: number;
  /** Dollars for a million mails, at most. */
  readonly target?: number;
}

const scenario = (name: string, change: Partial<Scenario> = {}): Scenario => ({
  name,
  kilobytes: 5,
  receives: 3,
  bounced: 0,
  hours: 0,
  ...change,
});

export const SCENARIOS: readonly Scenario[] = [
  scenario('calm', { receives: 1 }),
  scenario('calm', { target: 2.3 }),
  scenario('calm', { receives: 10 }),
  scenario('calm', { kilobytes: 1 }),
  scenario('calm', { kilobytes: 60 }),
  scenario('10 % bounces', { bounced: 100 }),
  scenario('24 h backlog', { hours: 24, target: 3.5 }),
];

/** A consumer list: parts of a thousand mails, and over how many quota keys they spread. */
const MIX = [
  { name: 'large', keys: 8, thousandths: 800 },
  { name: 'middle', keys: 40, thousandths: 150 },
  { name: 'small', keys: 500, thousandths: 50 },
] as const;

const OPEN = { messages: 3_600_000, period: 'hour' } as const;

const calmLimits = (): Limits =>
  Object.fromEntries(
    MIX.flatMap(({ name, keys }) =>
      Array.from({ length: keys }, (_, at) => [`${name}-${at}`, OPEN] as const),
    ),
  );

/** A domain of the mix. */
function drawDomain(random: () => number): string {
  let left = random() * 1_000;
  const part = MIX.find(({ thousandths }) => {
    left -= thousandths;
    return left < 0;
  });
  const { name, keys } = part ?? MIX[0];
  return `${name}-${Math.floor(random() * keys)}.test`;
}

/** Mails a second on a calm day: 18 million a day. */
const CALM_RATE = 200;
/** How queues are read. Senders' messages are gathered for a moment, so that each receive brings as many as assumed. */
const mappingsOf = ({ receives, hours }: Scenario) => ({
  outbound: { batchSize: ASSUMPTIONS.throttlerBatch, windowMillis: SECOND },
  delivery: { batchSize: receives, windowMillis: hours > 0 ? 3 * SECOND : 200 },
  wakeUp: { batchSize: 1, windowMillis: 0 },
  feedback: { batchSize: ASSUMPTIONS.bounceBatch, windowMillis: SECOND },
});

export interface Counted {
  readonly mails: number;
  readonly tally: Tally;
}

/** Upstream's own requests. */
function enqueue(
  world: World,
  tally: Tally,
  mailBytes: number,
  bodies: readonly string[],
  at: (mail: number) => number,
) {
  for (const [mail, body] of bodies.entries()) world.at(at(mail), () => world.send(body));
  const calls = Math.ceil(bodies.length / ASSUMPTIONS.upstreamBatch);
  tally.called('SendMessageBatch upstream', calls);
  tally.add({ sqsRequests: calls * billedRequests(ASSUMPTIONS.upstreamBatch * mailBytes) });
}

/**
 * Runs a scenario in virtual time with so many mails; all of them are handed over, or it throws. A backlog is that of one
 * key, whose limit lets it drain in its hours.
 */
export async function count(scenario: Scenario, mails: number): Promise<Counted> {
  const mailBytes = scenario.kilobytes * 1_024;
  const { watch, tally } = createMeter({ mailBytes, receives: scenario.receives });
  const random = seeded(23);
  const isBacklog = scenario.hours > 0;
  const limits: Limits = isBacklog
    ? { large: { messages: Math.ceil(mails / scenario.hours), period: 'hour' } }
    : calmLimits();
  const world = createWorld({
    seed: 7,
    rules: active(limits),
    watch,
    mappings: mappingsOf(scenario),
    maxSendRate: 1_000,
    max24HourSend: 50_000_000,
    bounces: (address) =>
      Number(address.match(/\d+/)?.[0]) % 1_000 < scenario.bounced
        ? 'smtp; 550 5.1.1 User unknown'
        : undefined,
  });
  const bodies = Array.from({ length: mails }, (_, at) =>
    mailTo(`x${at}@${isBacklog ? 'large.test' : drawDomain(random)}`, `m${at}`, { campaign: `c${at % 4}` }),
  );
  const begin = START + 5 * SECOND;
  enqueue(world, tally, mailBytes, bodies, (mail) => begin + (isBacklog ? 0 : (mail * SECOND) / CALM_RATE));
  const end = START + (scenario.hours + 2) * HOUR + (mails / CALM_RATE) * SECOND;
  await world.run(end, () => world.accepted.length >= mails && world.inQueues() === 0);
  await world.run(world.clock.now() + 2 * MINUTE);
  if (world.accepted.length !== mails)
    throw new Error(`${scenario.name}: ${world.accepted.length} of ${mails} mails were handed over`);
  return { mails, tally };
}
