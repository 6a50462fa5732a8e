import { accountLimits } from '../control/account-limits.ts';
import type { Slot } from '../message/envelope.ts';
import type { ControlSnapshot } from '../ports/control-store.ts';
import { giveBackDay } from '../quota/day-counter.ts';
import { dayKey, type QuotaKey } from '../quota/key.ts';
import { maskAddresses } from '../text/mask-address.ts';
import { toMillis } from '../time/units.ts';
import type { InboundRecord } from './intake.ts';
import type { ThrottlerPorts } from './ports.ts';

/**
 * Mail that comes back did not use its slot, so the counters per day get it back, in the quarter hour of the slot. Not
 * exact, as little as the limit is: a crash gives nothing back, and a return that SQS delivers twice gives back twice.
 */
export async function giveBackReturns(
  ports: Pick<ThrottlerPorts, 'quota' | 'log'>,
  records: readonly InboundRecord[],
  control: ControlSnapshot,
): Promise<void> {
  const slots = records.flatMap(({ envelope }) => (envelope?.slot ? [envelope.slot] : []));
  const account = accountLimits(control).day?.key;
  const counters = slots.flatMap((slot): readonly (readonly [QuotaKey, Slot])[] =>
    account
      ? [
          [account, slot],
          [dayKey(slot.key), slot],
        ]
      : [[dayKey(slot.key), slot]],
  );
  try {
    for (const [key, returned] of Map.groupBy(counters, ([key]) => key)) {
      const [first] = returned;
      if (first) await giveBackDay(ports.quota, key, returned.length, toMillis(first[1].at));
    }
  } catch (cause) {
    ports.log.warn('day counters not given back', { cause: maskAddresses(String(cause)) });
  }
}
