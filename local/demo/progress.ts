import { duration } from '../../cli/duration.ts';
import type { KeyStatus } from '../../shared/quota/key-status.ts';
import { HOUR } from '../../shared/time/units.ts';

const BAR = 20;
const NAME = 26;

/** `████████░░░░` — how much of the limit was used. */
const bar = (share: number): string => {
  const filled = Math.round(Math.min(1, share) * BAR);
  return '█'.repeat(filled) + '░'.repeat(BAR - filled);
};

/** The part of a key that people recognise: its group, host or operator. */
const nameOf = (key: string): string => key.split('|').at(-1) ?? key;

const cut = (text: string): string =>
  text.length > NAME ? `${text.slice(0, NAME - 1)}…` : text.padEnd(NAME);

/** One key as a line of at most 100 columns; `sent` is what SES's log shows of the last period. */
export function progressLine(status: KeyStatus, sent: number): string {
  const { key, limit, periodMillis, waiting, drainMillis, state } = status;
  const unit = periodMillis === HOUR ? 'h' : 'min';
  const drain = drainMillis === undefined ? '' : duration(drainMillis);
  const pace = limit === undefined ? '–'.padStart(9) : `${String(limit).padStart(5)}/${unit.padEnd(3)}`;
  const numbers = `${pace} ${bar(limit === undefined ? 0 : sent / limit)} ${String(sent).padStart(4)}`;
  return `${cut(nameOf(key))}${numbers}  ${String(waiting).padStart(5)} waiting  ${drain.padStart(10)}  ${state}`;
}

/** Keys that are worth a line: the busiest, so that the screen does not scroll; the rest in one line. */
export function progressLines(
  statuses: readonly KeyStatus[],
  sentOf: (key: string) => number,
  most: number,
): readonly string[] {
  const weight = ({ waiting, key }: KeyStatus) => waiting * 1_000 + sentOf(key);
  const busiest = [...statuses].sort((one, other) => weight(other) - weight(one));
  const shown = busiest
    .slice(0, most)
    .sort((one, other) => (other.limit ?? 0) - (one.limit ?? 0) || (one.key < other.key ? -1 : 1));
  const others = busiest.slice(most);
  const lines = shown.map((status) => progressLine(status, sentOf(status.key)));
  if (others.length === 0) return lines;
  const sent = others.reduce((sum, { key }) => sum + sentOf(key), 0);
  const waiting = others.reduce((sum, status) => sum + status.waiting, 0);
  return [
    ...lines,
    `${cut(`${others.length} more keys`)}${String(sent).padStart(35)}  ${String(waiting).padStart(5)} waiting`,
  ];
}
