import { describe, expect, it } from 'vitest';
import { createMemoryQuarantineStore } from '../../../shared/memory/quarantine-store.ts';
import type { AddressRecord, QuarantineStore } from '../../../shared/ports/quarantine-store.ts';
import type { AddressKey } from '../../../shared/quarantine/address-key.ts';
import { RecordContendedError } from '../../../shared/quarantine/change-record.ts';
import { forgetAddress } from '../../../shared/quarantine/forget.ts';
import { recordEntries } from '../../../shared/quarantine/record-entries.ts';
import { UNKNOWN } from '../../../shared/quarantine/standing.ts';
import { DAY } from '../../../shared/time/units.ts';
import { keyOfAddress, POLICY } from '../../support/quarantine.ts';
import { act, daily, error } from './support/history.ts';

const SUBJECT = { key: keyOfAddress('ada@example.test'), address: 'ada@example.test' };

function desk(wrap: (store: QuarantineStore) => QuarantineStore = (store) => store) {
  const records = new Map<AddressKey, AddressRecord>();
  const waits: number[] = [];
  const store = createMemoryQuarantineStore(records);
  const clock = {
    now: () => 0,
    sleep: async (milliseconds: number) => {
      waits.push(milliseconds);
    },
  };
  return { records, waits, store, ports: { quarantine: wrap(store), clock, random: () => 0.5 } };
}

describe('recording', () => {
  it('answers where the address stood and where it stands', async () => {
    const { ports } = desk();
    const [entry] = [error('userUnknown', 0)];
    const first = await recordEntries(ports, SUBJECT, [entry], POLICY);
    expect(first).toMatchObject({
      before: UNKNOWN,
      after: { quarantine: { since: entry.at } },
      changed: true,
    });
    expect(await recordEntries(ports, SUBJECT, [entry], POLICY)).toEqual({
      before: first.after,
      after: first.after,
      changed: false,
    });
  });

  it('answers that nothing is known where nothing was recorded', async () => {
    const { ports } = desk();
    expect(await recordEntries(ports, SUBJECT, [], POLICY)).toEqual({
      before: UNKNOWN,
      after: UNKNOWN,
      changed: false,
    });
  });

  it('begins again from what another has written meanwhile', async () => {
    const [first, second] = daily('mailboxFull', 2);
    const { ports, records, waits } = desk((store) => ({
      ...store,
      swap: async (seen, next) => {
        if (seen === 0 && first)
          await recordEntries({ ...ports, quarantine: store }, SUBJECT, [first], POLICY);
        return store.swap(seen, next);
      },
    }));
    const { before, changed } = await recordEntries(ports, SUBJECT, second ? [second] : [], POLICY);
    expect(changed).toBe(true);
    expect(before.counts.mailboxFull).toEqual([first?.at]);
    expect(records.get(SUBJECT.key)).toMatchObject({ entries: [first, second], version: 2 });
    expect(waits).toEqual([5]);
  });

  it('gives up after ten tries, each wait longer up to a bound', async () => {
    const { ports, waits } = desk((store) => ({ ...store, swap: async () => false }));
    await expect(recordEntries(ports, SUBJECT, [act('deny', 0)], POLICY)).rejects.toThrow(
      RecordContendedError,
    );
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 160, 160, 160, 160]);
  });
});

describe('forgetting', () => {
  it('strips the address for good; what keeps mail from it stands', async () => {
    const { ports, records } = desk();
    await recordEntries(ports, SUBJECT, [error('userUnknown', 0)], POLICY);
    expect(await forgetAddress(ports, SUBJECT.key)).toBe(true);
    expect(await forgetAddress(ports, SUBJECT.key)).toBe(true);
    await recordEntries(ports, SUBJECT, [error('userUnknown', DAY)], POLICY);
    const record = records.get(SUBJECT.key);
    expect(JSON.stringify(record)).not.toContain('ada@');
    expect(record).toMatchObject({
      forgotten: true,
      standing: { quarantine: { reason: 'userUnknown' } },
      version: 3,
    });
  });

  it('says so where nothing is known of the address', async () => {
    const { ports, records } = desk();
    expect(await forgetAddress(ports, SUBJECT.key)).toBe(false);
    expect(records.size).toBe(0);
  });
});
