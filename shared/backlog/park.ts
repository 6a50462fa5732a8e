import type { BacklogStore, PageStore } from '../ports/backlog-store.ts';
import type { WakeUp, WakeUpQueue } from '../ports/queues.ts';
import type { QuotaItem } from '../ports/quota-store.ts';
import { HORIZON } from '../quota/spacing.ts';
import { type EpochMillis, SECOND, toMillis } from '../time/units.ts';
import { appended } from './chain.ts';
import { type ChainPorts, changeChain } from './change-chain.ts';
import { buildPage, type ParkedMail } from './page.ts';

export interface ParkPorts extends ChainPorts {
  readonly backlog: BacklogStore;
  readonly pages: PageStore;
  readonly wakeUps: WakeUpQueue;
}

/** Clocks may differ and writes may linger: an append is over this long after the deadline of its invocation. */
const APPEND_MARGIN = 5 * SECOND;

/** The longest that a wake-up can be delayed (SQS DelaySeconds). */
export const LONGEST_WAIT = 900 * SECOND;

/** When a key is worth the next look: half a horizon before its next free slot. */
export const wakeTimeOf = (item: QuotaItem, now: EpochMillis): EpochMillis =>
  Math.max(now + SECOND, toMillis((item.nextSlot ?? 0) - HORIZON / 2));

async function announce(
  ports: ParkPorts,
  seen: QuotaItem,
  mails: readonly ParkedMail[],
  deadline: EpochMillis,
): Promise<(WakeUp & { readonly delaySeconds: number }) | undefined> {
  const { key } = seen;
  const lookAt = mails.reduce((soonest, mail) => Math.min(soonest, mail.lookAt), Number.POSITIVE_INFINITY);
  const opens = mails.some((mail) => mail.opens);
  const changed = await changeChain(ports, seen, (item) => {
    const now = ports.clock.now();
    const wakeAt = Math.min(Math.max(opens ? wakeTimeOf(item, now) : now, lookAt), now + LONGEST_WAIT);
    return {
      ...appended(item.chain, { now, appendUntil: deadline + APPEND_MARGIN, wakeAt, opens }),
      wakeAt,
      now,
    };
  });
  if (!changed?.wake) return undefined;
  return {
    key,
    wakeNo: changed.next.wakeNo,
    delaySeconds: Math.ceil((changed.wakeAt - changed.now) / SECOND),
  };
}

/**
 * Appends mails to the backlogs of their keys. Order, so that a crash loses nothing: announce the append, page, index,
 * wake-up; the caller deletes its source last. `deadline` is when the invocation ends, at the latest.
 */
export async function park(
  ports: ParkPorts,
  mails: readonly ParkedMail[],
  deadline: EpochMillis,
): Promise<void> {
  if (mails.length === 0) return;
  const byKey = Map.groupBy(mails, (mail) => mail.key);
  const items = await ports.quota.load([...byKey.keys()]);
  const announced = await Promise.all(
    [...items.values()].map((item) => announce(ports, item, byKey.get(item.key) ?? [], deadline)),
  );
  const page = buildPage(mails, { now: ports.clock.now(), random: ports.random });
  await ports.pages.put(page.object, page.bytes);
  await ports.backlog.put(page.groups);
  const wakeUps = announced.filter((wakeUp) => wakeUp !== undefined);
  if (wakeUps.length > 0) await ports.wakeUps.send(wakeUps);
}
