import type { Answer } from '../commands/answer.ts';
import { counted, countText } from '../count-text.ts';
import { duration } from '../duration.ts';
import type { Imported } from './import-addresses.ts';

/** Where an import is, for one line of a terminal. */
export interface Position {
  readonly rows: number;
  /** Rows done by this run, and how long it has taken, milliseconds. */
  readonly done: number;
  readonly elapsed: number;
  /** How much of the input is read, 0 to 1; absent where its size is unknown. */
  readonly share?: number;
}

/** `120,000 addresses, 3,400/s, 4 min 12 s left …` */
export function progressText({ rows, done, elapsed, share }: Position): string {
  const perSecond = elapsed > 0 ? Math.round((done * 1_000) / elapsed) : 0;
  const left =
    share && perSecond > 0 ? `, ${duration(((rows * (1 - share)) / share / perSecond) * 1_000)} left` : '';
  return `${counted(rows, 'address', 'addresses')}, ${countText(perSecond)}/s${left} …`;
}

const OVER = 'not suppressed: a release, or something else later than their row, stands against it';

/** What an import came to; refused rows make it fail. */
export function importedAnswer({ rows, resumed, counts }: Imported, source: string): Answer {
  const { refused, refusals, ...listed } = counts;
  const { added, merged, known, over } = listed;
  const parts = [
    `${countText(added)} new`,
    ...(merged > 0 ? [`${countText(merged)} added to what was known of them`] : []),
    ...(known > 0 ? [`${countText(known)} listed already`] : []),
  ];
  const named = refusals.map(({ line, problem }) => `  line ${line}: ${problem}`);
  const more = refused > refusals.length ? [`  … and ${countText(refused - refusals.length)} more`] : [];
  const lines = [
    `${counted(rows - refused, 'address', 'addresses')} of ${source}: ${parts.join(', ')}.`,
    ...(resumed > 0 ? [`Went on after row ${countText(resumed)}, where an import broke off.`] : []),
    ...(over > 0 ? [`${countText(over)} ${OVER}.`] : []),
    ...(refused > 0 ? [`${counted(refused, 'line')} refused:`, ...named, ...more] : []),
  ];
  return {
    json: { rows, resumed, ...listed, refused, refusals },
    text: lines.join('\n'),
    ...(refused > 0 ? { failed: true } : {}),
  };
}
