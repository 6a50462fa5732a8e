import { setTimeout } from 'node:timers/promises';
import type { Log } from '../ports/log.ts';
import { inFlight } from './in-flight.ts';
import type { Packed } from './pack.ts';

/** An entry of a batch call that was not taken. `again`: the fault was the service's, so it may be taken next time. */
export interface FailedEntry {
  readonly at: number;
  readonly code: string;
  readonly again: boolean;
}

export interface PackedSend<T> {
  /** One batch call; answers the entries that were not taken, and throws when the whole call failed. */
  readonly call: (entries: readonly Packed<T>[]) => Promise<readonly FailedEntry[]>;
  readonly log: Log;
  /** Who is sent to, for the log. */
  readonly target: string;
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
}

const CALLS_IN_FLIGHT = 8;
/** Waits before an entry is tried again, milliseconds. */
const WAITS = [50, 250];

async function callOnce<T>({ call, log, target }: PackedSend<T>, entries: readonly Packed<T>[]) {
  try {
    return await call(entries);
  } catch (error) {
    const code = error instanceof Error ? error.name : String(error);
    log.warn('batch call failed', { target, entries: entries.length, code });
    return entries.map(({ at }) => ({ at, code, again: false }));
  }
}

async function sendCall<T>(send: PackedSend<T>, first: readonly Packed<T>[]): Promise<readonly number[]> {
  const lost: FailedEntry[] = [];
  let entries = first;
  for (const wait of [...WAITS, undefined]) {
    const failed = await callOnce(send, entries);
    const again = new Set(
      wait === undefined ? [] : failed.filter((entry) => entry.again).map(({ at }) => at),
    );
    lost.push(...failed.filter(({ at }) => !again.has(at)));
    entries = entries.filter(({ at }) => again.has(at));
    if (entries.length === 0 || wait === undefined) break;
    await (send.sleep ?? setTimeout)(wait);
  }
  if (lost.length > 0)
    send.log.warn('entries not taken', {
      target: send.target,
      codes: [...new Set(lost.map(({ code }) => code))],
      entries: lost.length,
    });
  return lost.map(({ at }) => at);
}

/**
 * Makes batch calls, eight at a time, and tries entries again that the service could not take, twice. A call that fails
 * as a whole was tried again by the SDK; whether its entries got through is then unknown, and they count as not taken.
 * Answers the indexes that were not taken.
 */
export async function sendPacked<T>(
  calls: readonly (readonly Packed<T>[])[],
  send: PackedSend<T>,
): Promise<ReadonlySet<number>> {
  const lost = await inFlight(CALLS_IN_FLIGHT, calls, (entries) => sendCall(send, entries));
  return new Set(lost.flat());
}
