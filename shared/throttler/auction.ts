import { isMarketing } from '../control/account-limits.ts';
import { LANES } from '../message/envelope.ts';
import type { ControlSnapshot } from '../ports/control-store.ts';
import type { EpochMicros, EpochMillis } from '../time/units.ts';
import { type Award, admit, type Bid } from './admit.ts';
import { parkedAs } from './candidate.ts';
import type { ThrottlerPorts } from './ports.ts';
import type { Ready, Waiting } from './task.ts';

interface Auction {
  readonly bid: Bid;
  readonly members: readonly Ready[];
}

const isFresh = ({ candidate }: Ready): boolean => candidate.envelope.lane === LANES.fresh;

const bidKey = (ready: Ready): string =>
  [ready.route.key, isMarketing(ready.candidate.mail.stream), isFresh(ready)].join('\n');

/** Mails of one key and class bid together, in the order they came. */
function auctionsOf(ready: readonly Ready[]): readonly Auction[] {
  return [...Map.groupBy(ready, bidKey).values()].flatMap((members) => {
    const [first] = members;
    if (!first) return [];
    const { route, candidate } = first;
    const marketing = isMarketing(candidate.mail.stream);
    return [{ bid: { route, wanted: members.length, marketing, unlessOpen: isFresh(first) }, members }];
  });
}

const departuresOf = (members: readonly Ready[], { slots }: Award) =>
  members.flatMap((member, at) => {
    const slot: EpochMicros | undefined = slots[at];
    return slot === undefined ? [] : [{ ...member, slot }];
  });

const leftovers = (members: readonly Ready[], award: Award, now: EpochMillis): readonly Waiting[] =>
  members.slice(award.slots.length).map((member) => {
    const wait = { key: member.route.key, readyAt: now, lookAt: award.retryAt ?? now, opens: true };
    return { ...member, parked: parkedAs(member.candidate, wait) };
  });

/** Asks for slots for a batch's mails: those that got one depart, the others wait. */
export async function auction(
  ports: ThrottlerPorts,
  control: ControlSnapshot,
  ready: readonly Ready[],
  now: EpochMillis,
) {
  const auctions = auctionsOf(ready);
  const awards = await admit(
    ports,
    control,
    auctions.map(({ bid }) => bid),
  );
  const served = auctions.map(({ members }, at) => ({ members, award: awards[at] ?? { slots: [] } }));
  return {
    departing: served.flatMap(({ members, award }) => departuresOf(members, award)),
    waiting: served.flatMap(({ members, award }) => leftovers(members, award, now)),
  };
}
