import { type DynamoDBClient, ScanCommand, type ScanCommandInput } from '@aws-sdk/client-dynamodb';
import type { QuotaItem } from '../ports/quota-store.ts';
import type { DayCounter } from '../quota/day-counter.ts';
import type { QuotaKey } from '../quota/key.ts';
import { fromItem, numberIn, type Row } from './attributes.ts';
import { quotaItemOf } from './quota-item.ts';

/** The whole Quota table, for an operator's eyes; functions never scan. */
export interface QuotaTable {
  readonly items: readonly QuotaItem[];
  readonly days: readonly (DayCounter & { readonly key: QuotaKey })[];
}

/** Reads every item, a megabyte a call. */
export async function scanQuota(client: DynamoDBClient, table: string): Promise<QuotaTable> {
  const rows: Row[] = [];
  let from: ScanCommandInput['ExclusiveStartKey'];
  do {
    const page = await client.send(
      new ScanCommand({ TableName: table, ...(from ? { ExclusiveStartKey: from } : {}) }),
    );
    rows.push(...(page.Items ?? []).map(fromItem));
    from = page.LastEvaluatedKey;
  } while (from);
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
