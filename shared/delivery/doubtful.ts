import type { Envelope } from '../message/envelope.ts';
import type { Ending } from '../outcome/event.ts';

/**
 * How a mail ends whose time is over or that was cancelled: one that was sent again after a doubt may have left the first
 * time, so it ends in doubt.
 */
export const doubtful = ({ resent }: Pick<Envelope, 'resent'>, ending: Ending): Ending =>
  resent && (ending.kind === 'expired' || ending.kind === 'cancelled')
    ? { kind: 'inDoubt', at: ending.at, detail: `${ending.kind} before it could be sent again` }
    : ending;
