import { SECOND } from '../time/units.ts';

/** Functions keep what they know of orders, holds and the account for 20 seconds, and a read takes its time. */
export const KNOWN_AFTER = 25 * SECOND;
