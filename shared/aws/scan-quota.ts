import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { QuotaItem } from '../ports/quota-store.ts';
import type { DayCounter } from '../quota/day-counter.ts';
import type { QuotaKey } from '../quota/key.ts';
import { numberIn, type Row } from './attributes.ts';
import { quotaItemOf } from './quota-item.ts';
import { scanRows } from './scan-rows.ts';

/** The whole Quota table, for an operator's eyes; functions never scan. */
export interface QuotaTable {
  readonly items: readonly QuotaItem[];
  readonly days: readonly (DayCounter & { readonly key: QuotaKey })[];
}

/** Reads every item. */
export async function scanQuota(client: DynamoDBClient, table: string): Promise<QuotaTable> {
  const rows: Row[] = [];
  for await (const row of scanRows(client, table)) rows.push(row);
  const isDay = (row: Row) => row['buckets'] !== undefined;
  return {
    items: rows.filter((row) => !isDay(row)).map(quotaItemOf),
    days: rows.filter(isDay).map((row) => ({
      key: row['key'] as QuotaKey,
      version: numberIn(row, 'version'),
      buckets: row['buckets'] as DayCounter['buckets'],
    })),
  };
}
