import {
  INACTIVE_USER,
  INVALID_DOMAIN,
  MAILBOX_FULL,
  NETWORK,
  REFUSED,
  REFUSED_MAIL,
  SENDER_DEFERRED,
  UNKNOWN_USER,
  type Verdict,
} from './verdict.ts';
import type { ZoneRow } from './zonemta-rows.ts';

/**
 * ZoneMTA's categories in our words. Its action says only whether it tries again; the category says what failed. A
 * `recipient` that is rejected does not exist, one that is deferred is there and takes no mail now. `other` is not here:
 * MX Pacer leaves what no rule knows to the reply's codes.
 */
const VERDICTS: Readonly<Record<string, Verdict>> = {
  auth: REFUSED,
  blacklist: REFUSED,
  block: REFUSED,
  capacity: MAILBOX_FULL,
  config: SENDER_DEFERRED,
  dmarc: REFUSED,
  dns: NETWORK,
  domain: INVALID_DOMAIN,
  envelope: SENDER_DEFERRED,
  greylist: SENDER_DEFERRED,
  message: REFUSED_MAIL,
  network: NETWORK,
  policy: REFUSED,
  protocol: SENDER_DEFERRED,
  rate: SENDER_DEFERRED,
  sender: REFUSED,
  spam: REFUSED_MAIL,
  virus: REFUSED_MAIL,
};

/** What a row says in our words; undefined for categories that say nothing. */
export function verdictOf({ action, category }: Pick<ZoneRow, 'action' | 'category'>): Verdict | undefined {
  if (category === 'recipient') return action === 'reject' ? UNKNOWN_USER : INACTIVE_USER;
  return VERDICTS[category];
}
