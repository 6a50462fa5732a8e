import type { MailId } from '../message/mail.ts';
import type { DeliveryRecord, DeliveryStore, DoubtRow, DoubtStore } from '../ports/delivery-store.ts';

const givesWay = ({ state, bodyHash, resent }: DeliveryRecord, next: DeliveryRecord): boolean =>
  state === 'free' && bodyHash === next.bodyHash && (!resent || next.resent === true);

/** The Delivery table in memory; `records` is for a simulation's own look. Nothing expires. */
export function createMemoryDeliveryStore(records = new Map<MailId, DeliveryRecord>()): DeliveryStore {
  return {
    get: async (id) => records.get(id),
    putIfFree: async (record) => {
      const existing = records.get(record.id);
      if (existing && !givesWay(existing, record)) return { ok: false, existing };
      records.set(record.id, record);
      return { ok: true };
    },
    settle: async (claimedUntil, next) => {
      const existing = records.get(next.id);
      if (existing?.state !== 'claimed' || existing.until !== claimedUntil) return false;
      records.set(next.id, next);
      return true;
    },
  };
}

/** The Doubt table in memory; `rows` is for a simulation's own look. */
export const createMemoryDoubtStore = (rows = new Map<MailId, DoubtRow>()): DoubtStore => ({
  put: async (row) => {
    rows.set(row.id, row);
  },
});
