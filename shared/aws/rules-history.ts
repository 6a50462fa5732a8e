import { DeleteItemCommand, type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { RULES_KEPT, type RulesHistoryEntry } from '../ports/rules-store.ts';
import { type Row, toItem } from './attributes.ts';
import { createExpression } from './expression.ts';
import { queryRows } from './query-rows.ts';

const PK = 'rules-history';

/** Milliseconds have 13 digits until the year 2286; rows then come in order of time. */
const DIGITS = 15;

/** Two activations in one millisecond are two rows. */
const sortKey = ({ at, name, what }: RulesHistoryEntry): string =>
  `${String(at).padStart(DIGITS, '0')}#${what}#${name.slice(0, 16)}`;

/** Rows are written by this file alone: a row is what was put, and its keys. */
function entryOf(row: Row): RulesHistoryEntry {
  const { pk: _pk, sk: _sk, ...entry } = row;
  return entry as unknown as RulesHistoryEntry;
}

/** What was in force and when: rows of the Control table, the oldest deleted when there are more than are kept. */
export function createRulesHistory(client: DynamoDBClient, table: string) {
  const newestFirst = (): Promise<readonly Row[]> => {
    const { name, value, placeholders } = createExpression();
    const KeyConditionExpression = `${name('pk')} = ${value(PK)}`;
    const order = { ConsistentRead: true, ScanIndexForward: false };
    return queryRows(client, { TableName: table, KeyConditionExpression, ...placeholders(), ...order });
  };
  return {
    list: async (): Promise<readonly RulesHistoryEntry[]> =>
      (await newestFirst()).slice(0, RULES_KEPT).map(entryOf),
    add: async (entry: RulesHistoryEntry): Promise<void> => {
      const Item = toItem({ ...entry, pk: PK, sk: sortKey(entry) });
      await client.send(new PutItemCommand({ TableName: table, Item }));
      for (const { pk, sk } of (await newestFirst()).slice(RULES_KEPT))
        await client.send(new DeleteItemCommand({ TableName: table, Key: toItem({ pk, sk }) }));
    },
  };
}
