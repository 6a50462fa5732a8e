import type { ControlSnapshot } from '../ports/control-store.ts';
import { emptyItem, type QuotaItem } from '../ports/quota-store.ts';
import { giveBackDay, pauseBy, takeDay } from '../quota/day-counter.ts';
import { roomOf, takeSlots } from '../quota/take-slots.ts';
import { type EpochMicros, type EpochMillis, toMicros } from '../time/units.ts';
import { ACCOUNT_KEYS, type AccountDraw, type AdmitPorts, drawFromAccount } from './account-draw.ts';
import type { Route } from './route.ts';

/** Mails of one key and one class that ask for slots together. */
export interface Bid {
  readonly route: Route;
  readonly wanted: number;
  readonly marketing: boolean;
  /** Fresh mail takes nothing while the key has a backlog. */
  readonly unlessOpen: boolean;
}

/** Slots for the first `slots.length` mails of a bid. */
export interface Award {
  readonly slots: readonly EpochMicros[];
  /** The account or a limit per day refused some: no use asking before. */
  readonly retryAt?: EpochMillis;
}

/** A bid with its key's item and how many of its mails the key has room for. */
interface RoomyBid {
  readonly bid: Bid;
  readonly item: QuotaItem;
  readonly room: number;
}

const laterOf = (one?: EpochMillis, other?: EpochMillis): { retryAt?: EpochMillis } =>
  one === undefined && other === undefined ? {} : { retryAt: Math.max(one ?? 0, other ?? 0) };

/** Account slots in hand; handing them out moves on in time, so that the account's rate is kept at departure too. */
function createPurse({ others, marketing, start, spacing }: AccountDraw) {
  const left = { others, marketing };
  const at = { others: start, marketing: start + others * spacing };
  const pocketOf = (bid: Bid) => (bid.marketing ? 'marketing' : 'others');
  return {
    /** At most `wanted` slots, and when the first of them is. */
    take(bid: Bid, wanted: number): { readonly count: number; readonly from: EpochMicros } {
      const pocket = pocketOf(bid);
      const count = Math.max(0, Math.min(wanted, left[pocket]));
      const from = at[pocket];
      left[pocket] -= count;
      at[pocket] += count * spacing;
      return { count, from };
    },
    giveBack(bid: Bid, count: number): void {
      left[pocketOf(bid)] += count;
      at[pocketOf(bid)] -= count * spacing;
    },
    left: () => left.others + left.marketing,
  };
}

/** Takes day and MX slots for the first `wanted` mails of a bid. */
async function takeForBid(
  ports: AdmitPorts,
  { bid, item }: RoomyBid,
  { count: wanted, from }: { readonly count: number; readonly from: EpochMicros },
): Promise<Award> {
  const { key, pace, day } = bid.route;
  const now = ports.clock.now();
  const { count: today, ...retry } = day
    ? await takeDay(ports.quota, day, wanted, now, pauseBy(ports))
    : { count: wanted };
  if (today === 0) return { slots: [], ...retry };
  const taken = await takeSlots(ports, { key, wanted: today, pace, unlessOpen: bid.unlessOpen, from }, item);
  if (day) await giveBackDay(ports.quota, day.key, today - taken.count, now);
  return {
    slots: Array.from({ length: taken.count }, (_, slot) => taken.start + slot * pace.spacing),
    ...retry,
  };
}

/** Two rounds over the bids, so that account slots which one MX key refused go to the other mails of the batch. */
async function spend(ports: AdmitPorts, draw: AccountDraw, bids: readonly RoomyBid[]) {
  const purse = createPurse(draw);
  const awards = bids.map((bid) => ({
    ...bid,
    slots: [] as EpochMicros[],
    retryAt: draw.retryAt,
    done: false,
  }));
  const serve = async (award: (typeof awards)[number]) => {
    const taken = award.done ? { count: 0, from: 0 } : purse.take(award.bid, award.room - award.slots.length);
    if (taken.count === 0) return;
    const { slots, retryAt } = await takeForBid(ports, award, taken);
    purse.giveBack(award.bid, taken.count - slots.length);
    award.slots.push(...slots);
    award.done = slots.length < taken.count;
    award.retryAt = laterOf(award.retryAt, retryAt).retryAt;
  };
  for (let round = 0; round < 2 && purse.left() > 0; round += 1) await Promise.all(awards.map(serve));
  if (draw.day) await giveBackDay(ports.quota, draw.day.key, purse.left(), draw.at);
  return awards.map(({ slots, retryAt }): Award => ({ slots, ...laterOf(retryAt) }));
}

/**
 * Grants slots: one read of all keys, so that closed keys draw nothing from the account; then the account; then the MX
 * keys, none before its account slot. The MX slot is the departure time.
 */
export async function admit(
  ports: AdmitPorts,
  control: ControlSnapshot,
  bids: readonly Bid[],
): Promise<readonly Award[]> {
  if (bids.length === 0) return [];
  const items = await ports.quota.load([...new Set([...ACCOUNT_KEYS, ...bids.map((bid) => bid.route.key)])]);
  const now = toMicros(ports.clock.now());
  const roomy = bids.map((bid): RoomyBid => {
    const item = items.get(bid.route.key) ?? emptyItem(bid.route.key);
    const { count } = roomOf(item, bid.route.pace.spacing, { now, from: now, unlessOpen: bid.unlessOpen });
    return { bid, item, room: Math.min(bid.wanted, count) };
  });
  const asked = (marketing: boolean) =>
    roomy.reduce((sum, { bid, room }) => (bid.marketing === marketing ? sum + room : sum), 0);
  const draw = await drawFromAccount(ports, control, items, { marketing: asked(true), others: asked(false) });
  return spend(ports, draw, roomy);
}
