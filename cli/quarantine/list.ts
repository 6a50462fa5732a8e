import type { Answer } from '../commands/answer.ts';
import { isoTime } from '../commands/times.ts';
import type { Connection } from '../connection.ts';
import { counted } from '../count-text.ts';
import type { Io } from '../program/shell.ts';
import { type Filter, isMeant, type Listed, listedOf } from './listed.ts';
import { writeRows } from './stream.ts';

/** The addresses that a filter means, as the table has them; no more than `limit`. */
export async function* listed(
  { addresses, clock }: Pick<Connection, 'addresses' | 'clock'>,
  filter: Filter,
  limit = Number.POSITIVE_INFINITY,
): AsyncGenerator<Listed> {
  let left = limit;
  for await (const record of addresses())
    for (const one of listedOf(record, clock.now())) {
      if (!isMeant(filter, one)) continue;
      if (left <= 0) return;
      left -= 1;
      yield one;
    }
}

/** What people are shown for an address that was forgotten. */
export const nameOf = ({ address, key }: Pick<Listed, 'address' | 'key'>): string =>
  address ?? `(forgotten ${key})`;

/** Columns of a width of their own, for rows are written before the last one is known; 98 in all. */
const WIDTHS = [38, 10, 16, 12, 14] as const;

const line = (cells: readonly string[]): string =>
  `${cells
    .map((cell, at) => cell.padEnd(WIDTHS[at] ?? 0))
    .join('  ')
    .trimEnd()}\n`;

/** `2026-11-23 20:15`, UTC. */
const minute = (at: number): string => isoTime(at).slice(0, 16).replace('T', ' ');

const rowText = (one: Listed): string => {
  const end = one.list === 'quarantine' ? 'never by itself' : '';
  const until = one.until === undefined ? end : minute(one.until);
  return line([nameOf(one), one.list, minute(one.since), one.reason ?? '', until]);
};

/** An address on a list, with its times as ISO 8601. */
export const listedJson = ({ since, until, ...one }: Listed) => ({
  ...one,
  since: isoTime(since),
  ...(until === undefined ? {} : { until: isoTime(until) }),
});

/** Writes the list as it is read: a table, or one JSON document. */
export async function writeList(
  io: Pick<Io, 'out' | 'drained'>,
  rows: AsyncIterable<Listed>,
  json: boolean,
): Promise<Answer | undefined> {
  if (json) {
    io.out('{"addresses":[');
    await writeRows(io, rows, (one, at) => `${at === 0 ? '' : ','}\n${JSON.stringify(listedJson(one))}`);
    io.out('\n]}\n');
    return undefined;
  }
  const count = await writeRows(io, rows, (one, at) => {
    const head = at === 0 ? line(['ADDRESS', 'LIST', 'SINCE (UTC)', 'REASON', 'RELEASED']) : '';
    return `${head}${rowText(one)}`;
  });
  const text = count === 0 ? 'No address.' : `${counted(count, 'row')}.`;
  return { json: {}, text };
}
