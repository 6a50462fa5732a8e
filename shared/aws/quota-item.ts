import type { Chain } from '../backlog/chain.ts';
import type { Pace, QuotaItem } from '../ports/quota-store.ts';
import type { QuotaKey } from '../quota/key.ts';
import { numberIn, type Row } from './attributes.ts';

/** The chain's own attributes beside `open` and `wakeNo`, which always stand. */
export const OPTIONAL_CHAIN = [
  'appendUntil',
  'wakeAt',
  'pumpUntil',
  'turn',
  'dnsTries',
] as const satisfies readonly (keyof Chain)[];

const BUCKET_PREFIX = 'u';

/** The attribute that counts a bucket of `used`. */
export const bucketAttribute = (bucket: string): string => `${BUCKET_PREFIX}${bucket}`;

const BUCKET_ATTRIBUTE = /^u\d+$/;

function usedIn(row: Row): Record<string, number> {
  const buckets = Object.keys(row).filter((name) => BUCKET_ATTRIBUTE.test(name));
  return Object.fromEntries(buckets.map((name) => [name.slice(BUCKET_PREFIX.length), numberIn(row, name)]));
}

function chainIn(row: Row): Chain {
  const optional = OPTIONAL_CHAIN.flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]]]));
  return { open: row['open'] === true, wakeNo: numberIn(row, 'wakeNo'), ...Object.fromEntries(optional) };
}

/** A row of the Quota table as the domain sees it. */
export function quotaItemOf(row: Row): QuotaItem {
  const { nextSlot, pace } = row;
  return {
    key: row['key'] as QuotaKey,
    ...(typeof nextSlot === 'number' ? { nextSlot } : {}),
    chain: chainIn(row),
    chainVersion: numberIn(row, 'chainVersion'),
    used: usedIn(row),
    ...(pace === undefined ? {} : { pace: pace as unknown as Pace }),
  };
}
