import { type Chain, claimed, emptied, rescheduled } from '../backlog/chain.ts';
import { changeChain } from '../backlog/change-chain.ts';
import { LONGEST_WAIT, wakeTimeOf } from '../backlog/park.ts';
import type { WakeUp } from '../ports/queues.ts';
import { emptyItem, type QuotaItem } from '../ports/quota-store.ts';
import { dnsKeyDomain } from '../quota/key.ts';
import { maskAddresses } from '../text/mask-address.ts';
import { type EpochMillis, MINUTE, SECOND } from '../time/units.ts';
import type { ThrottlerPorts } from './ports.ts';
import { type Round, serveBacklog } from './serve-backlog.ts';

/** The sweeper wakes a key whose pump has not been heard of this long after its invocation must have ended. */
const LEASE_MARGIN = 30 * SECOND;

/** What made a pump fail may last: a table or a bucket that does not answer, rules that cannot be read. */
const AFTER_FAILURE = MINUTE;

/** A domain is looked at after 1, 2, 4 … 15 minutes. */
const dnsWait = (tries: number): number => Math.min(LONGEST_WAIT, MINUTE * 2 ** Math.min(tries, 4));

/** When to look again after a round that left something. */
function nextLook(item: QuotaItem, round: Round, now: EpochMillis): EpochMillis {
  const { chain } = item;
  if (round.rushed) return now + SECOND;
  if (round.left === 'ready') return Math.max(now + SECOND, round.lookAt ?? 0, wakeTimeOf(item, now));
  const patience = dnsKeyDomain(item.key) ? now + dnsWait(chain.dnsTries ?? 0) : (round.lookAt ?? now);
  const appending = chain.appendUntil !== undefined && chain.appendUntil >= round.queriedAt;
  return Math.max(now + SECOND, Math.min(patience, appending ? chain.appendUntil + SECOND : patience));
}

/** Mail that came meanwhile is looked for at once, unless all that waits is kept back and so is what came. */
function afterRound(claim: QuotaItem, latest: QuotaItem, round: Round, now: EpochMillis): Chain | undefined {
  if (latest.chain.wakeNo !== claim.chain.wakeNo) return undefined;
  const turn = round.turn === undefined ? {} : { turn: round.turn };
  const tries = dnsKeyDomain(claim.key) ? { dnsTries: (latest.chain.dnsTries ?? 0) + 1 } : {};
  const { open } = latest.chain;
  const appended = latest.chainVersion !== claim.chainVersion;
  if (appended && (round.left === 'nothing' || (round.left === 'waiting' && open)))
    return rescheduled(latest.chain, { wakeAt: now + SECOND, open, ...turn, ...tries });
  if (round.left === 'nothing') return emptied(latest.chain, round.queriedAt);
  const wakeAt = Math.min(now + LONGEST_WAIT, nextLook(latest, round, now));
  return rescheduled(latest.chain, { wakeAt, open: round.left === 'ready', ...turn, ...tries });
}

/** Puts the next wake-up, or ends the chain; a pump that has taken over meanwhile is left alone. */
async function goOn(ports: ThrottlerPorts, claim: QuotaItem, round: Round): Promise<void> {
  const seen = (await ports.quota.load([claim.key])).get(claim.key) ?? emptyItem(claim.key);
  const changed = await changeChain(ports, seen, (latest) => {
    const now = ports.clock.now();
    const next = afterRound(claim, latest, round, now);
    return next && { next, now };
  });
  if (changed?.next.wakeAt === undefined) return;
  const delaySeconds = Math.max(0, Math.ceil((changed.next.wakeAt - changed.now) / SECOND));
  await ports.wakeUps.send([{ key: claim.key, wakeNo: changed.next.wakeNo, delaySeconds }]);
}

/**
 * Answers one wake-up: drops what may no longer leave, gives the slots that fit the horizon to the backlog's heads, and
 * puts the key's next wake-up. A stale wake-up does nothing, so a key has one chain of them.
 */
export async function pump(ports: ThrottlerPorts, wakeUp: WakeUp, deadline: EpochMillis): Promise<void> {
  const seen = (await ports.quota.load([wakeUp.key])).get(wakeUp.key);
  if (!seen) return;
  const taken = await changeChain(ports, seen, (item) => {
    const next = claimed(item.chain, wakeUp.wakeNo, deadline + LEASE_MARGIN);
    return next && { next, item };
  });
  if (!taken) return;
  const item = { ...taken.item, chain: taken.next, chainVersion: taken.item.chainVersion + 1 };
  const round = await serveBacklog(ports, item, deadline).catch((cause): Round => {
    ports.log.warn('backlog not served', { key: item.key, cause: maskAddresses(String(cause)) });
    ports.log.count('PumpFailed');
    const now = ports.clock.now();
    return { left: 'ready', queriedAt: now, rushed: false, lookAt: now + AFTER_FAILURE };
  });
  await goOn(ports, item, round);
}
