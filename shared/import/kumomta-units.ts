/** A rate as KumoMTA writes it: `100/s`, `1,000/hr`, `20/30min,max_burst=5`, `local:10/s`. */
export interface Rate {
  readonly count: number;
  readonly seconds: number;
  readonly burst?: number;
  /** Counted by each node for itself. */
  readonly isLocal: boolean;
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

/** `s`, `sec`, `seconds`; `m`, `min`, `minute`; `h`, `hr`, `hour`; `d`, `day`; `w`, `week`. */
const UNIT = '(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)';
const RATE = new RegExp(
  `^(local:)?\\s*([0-9][0-9_,]*)\\s*/\\s*([0-9]*)\\s*${UNIT}\\s*(?:,\\s*max_burst\\s*=\\s*([0-9]+))?$`,
  'i',
);
const PART = new RegExp(`^\\s*([0-9]+)\\s*${UNIT}(?![a-z])`, 'i');

const secondsOf = (unit: string): number => SECONDS[unit.slice(0, 1).toLowerCase()] ?? 0;

/** Reads a rate; undefined for anything else. */
export function readRate(value: unknown): Rate | undefined {
  const [, local, count, multiple, unit, burst] = RATE.exec(typeof value === 'string' ? value : '') ?? [];
  if (count === undefined || unit === undefined) return undefined;
  return {
    count: Number(count.replace(/[_,]/g, '')),
    seconds: Number(multiple || '1') * secondsOf(unit),
    isLocal: local !== undefined,
    ...(burst === undefined ? {} : { burst: Number(burst) }),
  };
}

/** Seconds of `90m`, `2 hours`, `1h 30m`, or a number of seconds; undefined for anything else. */
export function readSeconds(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  let rest = value;
  let seconds = 0;
  while (rest.trim() !== '') {
    const [part, count, unit] = PART.exec(rest) ?? [];
    if (part === undefined || unit === undefined) return undefined;
    seconds += Number(count) * secondsOf(unit);
    rest = rest.slice(part.length);
  }
  return seconds;
}

/** A count, also where it is said to be each node's own: 10, `local:10`. */
export function readCount(value: unknown): number | undefined {
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  const [, digits] = /^(?:local:)?([1-9][0-9_,]*)$/.exec(typeof value === 'string' ? value : '') ?? [];
  return digits === undefined ? undefined : Number(digits.replace(/[_,]/g, ''));
}

/** A duration as our rule files write it. */
export function durationText(seconds: number): string {
  for (const [unit, size] of [
    ['d', 86_400],
    ['h', 3_600],
    ['min', 60],
  ] as const)
    if (seconds >= size && seconds % size === 0) return `${seconds / size}${unit}`;
  return `${Math.max(1, Math.round(seconds))}s`;
}
