import { mailTo } from '../../test/property/world/mails.ts';

export interface FaultMail {
  readonly id: string;
  readonly to: string;
  readonly body: string;
  /** What its mailbox answers. */
  readonly bounce?: 'unknown' | 'full';
}

/** The demo's fastest: their limits let a few dozen mails pass in seconds. */
const DOMAINS = ['northmail.test', 'velamail.test', 'orbit.test'];

/** Readers of Northmail by the kind of their mailbox (local/demo/providers/mailboxes.ts). */
const BOUNCING = [
  ['unknown', [13, 37, 63, 87, 113, 137]],
  ['full', [27, 77, 127, 177]],
] as const;

/** Every third is transactional, which is sent again after a doubt. */
const streamOf = (at: number) => (at % 3 === 0 ? { stream: 'transactional' } : {});

const TO_EACH = 25;

export interface Wish {
  readonly name: string;
  readonly mailsEach?: number;
  /** Milliseconds from `now` before which one mail of two must not leave. */
  readonly notBefore?: number;
  readonly bounces?: true;
}

/** A scenario's mails, each to a mailbox of its own. */
export function mailsFor(
  { name, mailsEach = TO_EACH, notBefore, bounces }: Wish,
  now: number,
): readonly FaultMail[] {
  const later = (at: number) =>
    notBefore === undefined || at % 2 === 0 ? {} : { notBefore: new Date(now + notBefore).toISOString() };
  const good = Array.from({ length: mailsEach * DOMAINS.length }, (_, at): FaultMail => {
    const [id, to] = [`${name}-${at}`, `someone${at}@${DOMAINS[at % DOMAINS.length]}`];
    return { id, to, body: mailTo(to, id, { ...streamOf(at), ...later(at) }) };
  });
  if (!bounces) return good;
  const bad = BOUNCING.flatMap(([bounce, readers]) =>
    readers.map((reader): FaultMail => {
      const [id, to] = [`${name}-reader-${reader}`, `reader${reader}@northmail.test`];
      return { id, to, bounce, body: mailTo(to, id) };
    }),
  );
  return [...bad, ...good];
}
