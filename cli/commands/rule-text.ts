import { printDuration } from '../../shared/rules/duration-text.ts';
import type { Timeouts } from '../../shared/rules/timeouts.ts';

/** `10s 4min 1min`: to connect, for the end of a message, for anything else. */
export const timeoutsText = ({ connect, data, other }: Timeouts): string =>
  [connect, data, other].map(printDuration).join(' ');
