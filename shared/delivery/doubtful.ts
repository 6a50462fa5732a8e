import type { Envelope } from '../message/envelope.ts';
import type { Ending, OutcomeKind } from '../outcome/event.ts';

/** Endings that say that nothing was handed over. */
const UNSENT: ReadonlySet<OutcomeKind> = new Set([
  'expired',
  'cancelled',
  'suppressed',
  'undeliverable',
  'invalid',
]);

/**
 * How a mail ends whose time is over, that was cancelled or that may not go out any more: one that was sent again after a
 * doubt may have left the first time, so it ends in doubt.
 */
export const doubtful = ({ resent }: Pick<Envelope, 'resent'>, ending: Ending): Ending =>
  resent && UNSENT.has(ending.kind)
    ? { kind: 'inDoubt', at: ending.at, detail: `${ending.kind} before it could be sent again` }
    : ending;
