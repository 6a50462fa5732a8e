/** A sample campaign: newsletters to the demo's providers, with the bad input that every list has. */
export interface SampleMail {
  readonly id: string;
  readonly to: string;
  readonly body: string;
}

const AUDIENCE: Readonly<Record<string, number>> = {
  'northmail.test': 340,
  'nordpost.test': 180,
  'velamail.test': 400,
  'orbit.test': 270,
  'acme.test': 130,
  'zenith.test': 60,
  'slowpost.test': 240,
  'nullmx.test': 12,
  'gone.invalid': 12,
  'loop.test': 6,
  'servfail.test': 5,
};

/** Small businesses with a mail server each: `*` counts them by operator. */
const VILLAGES = 60;
const MAILS_A_VILLAGE = 7;

const TEXT = `Dear reader,

the autumn issue is out: eight pages on pruning, three on pears, and the calendar of the markets near you.
You get this letter because you asked for it; one click below ends it.

The editors`;

const YESTERDAY = '2020-01-01T00:00:00Z';

function mail(number: number, domain: string, more: object = {}): SampleMail {
  const id = `demo-${String(number).padStart(5, '0')}`;
  const content = { simple: { subject: 'The autumn issue', text: TEXT } };
  const to = `reader${number}@${domain}`;
  const message = {
    v: 1,
    id,
    to,
    from: 'Orchard News <news@example.com>',
    campaign: number % 3 === 0 ? 'autumn-b' : 'autumn-a',
    content,
    unsubscribe: { url: `https://example.com/u/${number}` },
    metadata: { issue: '2026-autumn' },
    ...more,
  };
  return { id, to, body: JSON.stringify(message) };
}

/** Takes one mail of each domain in turn, so that every provider is served from the first second. */
function* interleaved(audience: Readonly<Record<string, number>>): Generator<string> {
  const left = new Map(Object.entries(audience));
  while (left.size > 0)
    for (const [domain, count] of left) {
      yield domain;
      if (count > 1) left.set(domain, count - 1);
      else left.delete(domain);
    }
}

/** The messages in the order in which upstream queues them; ids repeat where a mail is queued twice. */
export function sampleCampaign(): readonly SampleMail[] {
  const villages = Object.fromEntries(
    Array.from({ length: VILLAGES }, (_, at) => [`village${at + 1}.test`, MAILS_A_VILLAGE]),
  );
  const mails = [...interleaved({ ...AUDIENCE, ...villages })].map((domain, at) => mail(at + 1, domain));
  const next = mails.length + 1;
  return [
    ...mails,
    ...[0, 1, 2, 3].map((at) => mail(next + at, 'northmail.test', { expiresAt: YESTERDAY })),
    mail(next + 4, 'northmail.test', { cc: 'boss@northmail.test' }),
    mail(next + 5, 'northmail.test', { headers: { Subject: 'two\r\nlines' } }),
    mail(next + 6, 'no-such-pool.test', { pool: 'nowhere' }),
    ...mails.slice(0, 3),
  ];
}
