import { behind, prefixOf, readyAtOf } from '../backlog/group.ts';
import { createProbeGate } from '../control/holds.ts';
import { LANES } from '../message/envelope.ts';
import type { QuotaItem } from '../ports/quota-store.ts';
import { roomOf } from '../quota/take-slots.ts';
import { type EpochMillis, SECOND, toMicros } from '../time/units.ts';
import { LOOK_UP_BUDGET } from './look-up.ts';
import type { ThrottlerPorts } from './ports.ts';
import { serveGroup } from './serve-group.ts';

/** What one look at a key's backlog left. */
export interface Round {
  /** `ready`: mail that wants slots · `waiting`: mail that something else keeps back · `nothing`. */
  readonly left: 'ready' | 'waiting' | 'nothing';
  /** Before the queries of the last pass. */
  readonly queriedAt: EpochMillis;
  /** No use looking before: the account is full, or time ran out (now), or all that waits is kept back until then. */
  readonly lookAt?: EpochMillis;
  /** Time or lines ran out before the slots did. */
  readonly rushed: boolean;
  /** Prefix of the campaign served last. */
  readonly turn?: string;
}

/** A round begins no visit later than this before its invocation ends: the DNS may take all its time, and writes follow. */
const RESERVE = LOOK_UP_BUDGET + 5 * SECOND;
/** Lines that one round handles at most. */
const MOST_LINES = 5_000;
/** Lines that a campaign gets before the next has its turn. */
const QUANTUM = 100;
/** Lines read beyond the slots there are: some end without one. */
const SPARE = 10;

/** Lines worth reading at first: a slow key has few slots, and the page's lines cost time and money. */
function worthReading({ pace, ...item }: QuotaItem, now: EpochMillis): number {
  const at = toMicros(now);
  const room = pace && roomOf(item, pace.spacing, { now: at, from: at, unlessOpen: false }).count;
  return room === undefined ? QUANTUM : Math.min(QUANTUM, room + SPARE);
}

const FRESH = `${LANES.fresh}#`;
const END = '~';

interface Walk {
  readonly from: string;
  readonly until: string;
}

/** A key's sort keys in serving order: lanes 0 and 1, then the campaigns behind the one served last, then the others. */
function walksFrom(turn: string | undefined): readonly Walk[] {
  const urgent = { from: '', until: FRESH };
  if (!turn) return [urgent, { from: FRESH, until: END }];
  return [urgent, { from: behind(turn), until: END }, { from: FRESH, until: behind(turn) }];
}

/** The campaigns' heads, one query each; `turn` is read anew at every pass. */
async function* headsOf({ backlog }: ThrottlerPorts, item: QuotaItem, turn: string | undefined) {
  for (const { from, until } of walksFrom(turn)) {
    let after = from;
    for (;;) {
      const head = await backlog.next(item.key, after);
      if (!head || head.sk >= until) break;
      yield head;
      after = behind(prefixOf(head.sk));
    }
  }
}

/**
 * Serves a key's backlog until its slots, the time or the lines of one round are used up. A campaign gets at most a
 * quantum at each visit; one that is kept back (paused, held, not before) is passed over.
 */
export async function serveBacklog(
  ports: ThrottlerPorts,
  item: QuotaItem,
  deadline: EpochMillis,
): Promise<Round> {
  const begun = ports.clock.now();
  const limits = { deadline, probe: createProbeGate(begun) };
  let most = worthReading(item, begun);
  let turn = item.chain.turn;
  let lines = 0;
  const last = () => (turn === undefined ? {} : { turn });
  for (;;) {
    const queriedAt = ports.clock.now();
    let served = false;
    let lookAt = Number.POSITIVE_INFINITY;
    for await (const head of headsOf(ports, item, turn)) {
      const now = ports.clock.now();
      if (lines >= MOST_LINES || now > deadline - RESERVE)
        return { left: 'ready', queriedAt, rushed: true, ...last() };
      if (head.sk.startsWith(FRESH)) turn = prefixOf(head.sk);
      const readyAt = readyAtOf(head);
      if (readyAt > now) {
        lookAt = Math.min(lookAt, readyAt);
        continue;
      }
      const visit = await serveGroup(ports, item.key, head, { ...limits, most });
      lines += visit.lines;
      served ||= visit.lines > 0;
      if (visit.kind === 'full')
        return { left: 'ready', queriedAt, rushed: false, lookAt: visit.retryAt ?? 0, ...last() };
      if (visit.kind === 'kept') lookAt = Math.min(lookAt, visit.until);
    }
    most = QUANTUM;
    if (served) continue;
    if (lookAt === Number.POSITIVE_INFINITY) return { left: 'nothing', queriedAt, rushed: false, ...last() };
    return { left: 'waiting', queriedAt, rushed: false, lookAt, ...last() };
  }
}
