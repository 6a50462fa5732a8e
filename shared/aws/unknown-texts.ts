import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { UnknownTexts } from '../ports/unknown-texts.ts';
import type { UnknownText } from '../unknown/unknown-text.ts';
import { numberIn, type Row, textIn } from './attributes.ts';
import { createExpression } from './expression.ts';
import { queryRows } from './query-rows.ts';
import { countTexts, OTHERS, UNKNOWN_PARTITION, updateRow } from './unknown-counts.ts';

function textOf(row: Row): UnknownText {
  const mxHost = row['mxHost'];
  const kept = row['kept'] as UnknownText['kept'];
  return {
    id: textIn(row, 'sk'),
    text: textIn(row, 'text'),
    first: textIn(row, 'first'),
    ...(typeof mxHost === 'string' ? { mxHost } : {}),
    count: numberIn(row, 'count'),
    firstAt: numberIn(row, 'firstAt'),
    lastAt: numberIn(row, 'lastAt'),
    ...(kept ? { kept } : {}),
  };
}

/** Unknown texts: a row of the Control table each, and one for each day's others. */
export function createUnknownTexts(client: DynamoDBClient, table: string): UnknownTexts {
  const place = { client, table };
  const rowsWhere = (compare: '<' | '>=') => {
    const { name, value, placeholders } = createExpression();
    const KeyConditionExpression = `${name('pk')} = ${value(UNKNOWN_PARTITION)} AND ${name('sk')} ${compare} ${value(OTHERS)}`;
    return queryRows(client, { TableName: table, KeyConditionExpression, ...placeholders() });
  };
  return {
    count: (tally, now) => countTexts(place, tally, now),
    all: async () => (await rowsWhere('<')).map(textOf),
    others: async () => {
      const days = (await rowsWhere('>=')).map((row) => ({
        day: textIn(row, 'sk').slice(OTHERS.length),
        count: numberIn(row, 'count'),
      }));
      return days.filter(({ count }) => count > 0);
    },
    keep: (id, kept) =>
      updateRow(place, id, ({ name, value }) => ({
        UpdateExpression: kept ? `SET ${name('kept')} = ${value({ ...kept })}` : `REMOVE ${name('kept')}`,
        ConditionExpression: `attribute_exists(${name('pk')})`,
      })),
  };
}
