import type { WaitingMails } from '../backlog/group.ts';
import { willExpire } from '../backlog/will-expire.ts';
import type { AccountLimits } from '../control/account.ts';
import { createGate } from '../mx/gate.ts';
import type { BacklogStore } from '../ports/backlog-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Gauges, Log } from '../ports/log.ts';
import { emptyItem, type QuotaItem, type QuotaStore } from '../ports/quota-store.ts';
import type { QuotaKey } from '../quota/key.ts';
import { drainMillis } from '../quota/pace.ts';
import { DAY, type EpochMicros, SECOND, toMicros } from '../time/units.ts';

export interface BacklogGaugePorts {
  readonly clock: Clock;
  readonly quota: Pick<QuotaStore, 'overdue' | 'load'>;
  readonly backlog: Pick<BacklogStore, 'groups'>;
  readonly log: Log & Gauges;
}

/** Keys that one run counts: it costs a read each. With more, what is told is too low, and a line says so. */
const MOST_KEYS = 1_000;
/** Keys counted at the same time. */
const MOST_AT_ONCE = 20;

/** Mail of no rule: its domain cannot be looked up now. */
const NO_RULE = 'dns';

interface KeyBacklog {
  readonly item: QuotaItem;
  readonly groups: readonly WaitingMails[];
}

const waitingIn = (groups: readonly WaitingMails[]): number =>
  groups.reduce((sum, { count }) => sum + count, 0);

/** Every key with a backlog has a wake-up, and none is due later than a quarter of an hour from now. */
async function readBacklogs({ clock, quota, backlog, log }: BacklogGaugePorts) {
  const waking = await quota.overdue(clock.now() + DAY);
  const keys: readonly QuotaKey[] = waking.slice(0, MOST_KEYS).map(({ key }) => key);
  if (waking.length > keys.length)
    log.warn('backlog counted in part', { keys: waking.length, counted: keys.length });
  if (keys.length === 0) return [];
  const items = await quota.load(keys);
  const gate = createGate(MOST_AT_ONCE);
  return Promise.all(
    keys.map(async (key): Promise<KeyBacklog> => {
      const groups = await gate(() => backlog.groups(key));
      return { item: items.get(key) ?? emptyItem(key), groups };
    }),
  );
}

/** Microseconds between two hand-overs of the account: its rate a second, or its day's quota spread over the day. */
function accountSpacing({ maxSendRate, max24HourSend }: AccountLimits): EpochMicros {
  const aDay = max24HourSend < 0 ? 0 : toMicros(DAY) / Math.max(1, max24HourSend);
  return Math.max(aDay, toMicros(SECOND) / Math.max(1, maxSendRate));
}

/** What will expire of one key's backlog by the key's own limit. */
const lostOf = ({ item: { pace, nextSlot = 0 }, groups }: KeyBacklog, now: EpochMicros): number =>
  pace ? willExpire(groups, pace.spacing, Math.max(now, nextSlot)) : 0;

/** How long an open backlog takes by the key's own limit; one that is kept back has no end. */
function drainOf({ item, groups }: KeyBacklog, now: EpochMicros): number {
  const { pace, chain, nextSlot = now } = item;
  const waiting = waitingIn(groups);
  return pace && chain.open && waiting > 0 ? drainMillis(waiting, pace.spacing, nextSlot, now) : 0;
}

function gaugeRules(log: Gauges, backlogs: readonly KeyBacklog[]): void {
  const byRule = Map.groupBy(backlogs, ({ item }) => item.pace?.rule ?? NO_RULE);
  for (const [rule, ofRule] of byRule) {
    const waiting = ofRule.reduce((sum, { groups }) => sum + waitingIn(groups), 0);
    if (waiting > 0) log.gauge('Waiting', waiting, rule);
  }
}

/**
 * Measures what waits, for how long, and what of it will expire first: by the limits of each key, and by the account's
 * for all keys together, whichever is worse. `account` is absent where SES did not answer.
 */
export async function measureBacklog(
  ports: BacklogGaugePorts,
  account: AccountLimits | undefined,
): Promise<{ readonly keys: number; readonly waiting: number }> {
  const { clock, log } = ports;
  const backlogs = await readBacklogs(ports);
  const now = toMicros(clock.now());
  const all = backlogs.flatMap(({ groups }) => groups);
  const waiting = waitingIn(all);
  const open = backlogs.filter(({ item }) => item.chain.open).flatMap(({ groups }) => groups);
  const spacing = account ? accountSpacing(account) : 0;
  const drains = backlogs.map((backlog) => drainOf(backlog, now));
  const byAccount = account
    ? { drain: (waitingIn(open) * spacing) / 1_000, lost: willExpire(all, spacing, now) }
    : { drain: 0, lost: 0 };
  const lost = backlogs.reduce((sum, backlog) => sum + lostOf(backlog, now), 0);
  log.gauge('Waiting', waiting);
  log.gauge(
    'TimeToDrain',
    Math.ceil(drains.reduce((most, one) => Math.max(most, one), byAccount.drain) / SECOND),
  );
  log.gauge('WillExpire', Math.max(lost, byAccount.lost));
  gaugeRules(log, backlogs);
  return { keys: backlogs.length, waiting };
}
