import type { DeliveryRecord, DoubtStore } from '../ports/delivery-store.ts';
import type { EpochMillis } from '../time/units.ts';

/** Leaves a row for an operator; written again whenever the ended mail is met, so a crash in between loses none. */
export const recordDoubt = (
  { doubts }: { readonly doubts: DoubtStore },
  { id, echo }: Pick<DeliveryRecord, 'id' | 'echo'>,
  since: EpochMillis,
): Promise<void> => doubts.put({ id, since, echo });
