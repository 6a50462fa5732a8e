import { SECOND } from '../../shared/time/units.ts';
import { ONE_OF, PLACES } from './providers/mailboxes.ts';
import { VILLAGE_COUNT } from './providers/odd.ts';

/** A message as upstream queues it. */
export interface SampleMail {
  readonly id: string;
  readonly to: string;
  readonly campaign?: string;
  readonly body: string;
}

/** Messages that upstream queues together. */
export interface Wave {
  readonly name: string;
  /** Since the first message of the first wave. */
  readonly atMillis: number;
  readonly mails: readonly SampleMail[];
}

/** Readers by domain; the rules, and what the providers take, decide how long they last. */
const AUDIENCE: Readonly<Record<string, number>> = {
  'northmail.test': 200,
  'nordpost.test': 100,
  'velamail.test': 240,
  'orbit.test': 120,
  'graubrief.test': 60,
  'lettrine.test': 90,
  'sakura.test': 80,
  'slowpost.test': 130,
  'kabelpost.test': 110,
  'bastion.test': 110,
  'acme.test': 60,
  'zenith.test': 42,
  'duomail.test': 50,
  'latepost.test': 60,
  'clearbox.test': 75,
  'nullmx.test': 9,
  'gone.invalid': 9,
  'loop.test': 5,
  'servfail.test': 5,
};

/** Small businesses with a mail server each; their readers are numbered through. */
const VILLAGE_READERS = 120;

/** Two more mailings to some: everyone the providers have something special for, and a few others. */
const SEGMENT: readonly number[] = [
  ...[PLACES.unknown[0], PLACES.full[0], PLACES.inactive[0], PLACES.returned[0], PLACES.complains[0]],
  ...[2, 4, 30],
];

const TEXT = `Dear reader,

the autumn issue is out: eight pages on pruning, three on pears, and the calendar of the markets near you.
You get this letter because you asked for it; one click below ends it.

The editors`;

const YESTERDAY = '2020-01-01T00:00:00Z';

interface Letter {
  readonly subject: string;
  readonly campaign: string;
}

function mail(number: number, to: string, { subject, campaign }: Letter, more: object = {}): SampleMail {
  const id = `demo-${String(number).padStart(5, '0')}`;
  const message = {
    v: 1,
    id,
    to,
    from: 'Orchard News <news@example.com>',
    campaign,
    content: { simple: { subject, text: TEXT } },
    unsubscribe: { url: `https://example.com/u/${number}` },
    metadata: { issue: '2026-autumn' },
    ...more,
  };
  return { id, to, campaign, body: JSON.stringify(message) };
}

/** Every reader's address, each domain's spread evenly over the list, as a list that was shuffled. */
function readers(): readonly string[] {
  const villages = Array.from(
    { length: VILLAGE_READERS },
    (_, at) => `reader${at + 1}@village${1 + (at % VILLAGE_COUNT)}.test`,
  );
  const others = Object.entries(AUDIENCE).map(([domain, count]) =>
    Array.from({ length: count }, (_, at) => `reader${at + 1}@${domain}`),
  );
  const placed = [...others, villages].flatMap((list) =>
    list.map((to, at) => ({ to, place: (at + 0.5) / list.length })),
  );
  return placed.sort((one, other) => one.place - other.place).map(({ to }) => to);
}

const readerNumber = (address: string): number => Number(/\d+/.exec(address)?.[0]);
const isInSegment = (to: string): boolean => SEGMENT.includes(readerNumber(to) % ONE_OF);

/** The bad input that every list has: late, malformed, of an unknown pool. */
const mishaps = (next: number, letter: Letter): readonly SampleMail[] => [
  ...[0, 1, 2, 3].map((at) => mail(next + at, `late${at}@northmail.test`, letter, { expiresAt: YESTERDAY })),
  mail(next + 4, 'copied@northmail.test', letter, { cc: 'boss@northmail.test' }),
  mail(next + 5, 'split@northmail.test', letter, { headers: { Subject: 'two\r\nlines' } }),
  mail(next + 6, 'nobody@no-such-pool.test', letter, { pool: 'nowhere' }),
];

/** A third of the readers who get no reminder; nobody is reminded of a newsletter that was held back. */
const newsletterOf = (to: string, at: number): string =>
  isInSegment(to) || at % 3 > 0 ? 'autumn-a' : 'autumn-b';

/** The newsletter in two campaigns, then a reminder and a last call to some; ids repeat where a mail is queued twice. */
export function sampleWaves(): readonly Wave[] {
  const everyone = readers();
  const some = everyone.filter(isInSegment);
  const first = everyone.map((to, at) =>
    mail(at + 1, to, { subject: 'The autumn issue', campaign: newsletterOf(to, at) }),
  );
  const reminder = { subject: 'Still in time for the autumn issue', campaign: 'reminder' };
  const lastCall = { subject: 'The last copies of the autumn issue', campaign: 'last-call' };
  const bad = mishaps(first.length + 1, { subject: 'The autumn issue', campaign: 'autumn-a' });
  const sent = first.length + bad.length;
  return [
    { name: 'the newsletter', atMillis: 0, mails: [...first, ...bad, ...first.slice(0, 3)] },
    {
      name: 'the reminder',
      atMillis: 24 * SECOND,
      mails: some.map((to, at) => mail(sent + at + 1, to, reminder)),
    },
    {
      name: 'the last call',
      atMillis: 38 * SECOND,
      mails: some.map((to, at) => mail(sent + some.length + at + 1, to, lastCall)),
    },
  ];
}

/** All messages in the order in which upstream queues them. */
export const sampleCampaign = (): readonly SampleMail[] => sampleWaves().flatMap(({ mails }) => mails);
