import { DAY, HOUR, MINUTE, SECOND } from '../shared/time/units.ts';

const UNITS = [
  ['d', DAY],
  ['h', HOUR],
  ['min', MINUTE],
  ['s', SECOND],
] as const;

/** Milliseconds in the two largest units that matter: `2 h 5 min`, `40 s`. */
export function duration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / SECOND) * SECOND;
  const at = UNITS.findIndex(([, size]) => seconds >= size);
  const [unit, size] = UNITS[at] ?? ['s', SECOND];
  const whole = Math.floor(seconds / size);
  const next = UNITS[at + 1];
  const rest = next ? Math.floor((seconds - whole * size) / next[1]) : 0;
  return next && rest > 0 ? `${whole} ${unit} ${rest} ${next[0]}` : `${whole} ${unit}`;
}
