import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { UnknownTexts } from '../ports/unknown-texts.ts';
import { DAY, toEpochSeconds } from '../time/units.ts';
import type { UnknownText } from '../unknown/unknown-text.ts';
import { numberIn, type Row, textIn, toItem } from './attributes.ts';
import { conditional } from './conditional.ts';
import { createExpression, updateOf } from './expression.ts';
import { inFlight } from './in-flight.ts';
import { queryRows } from './query-rows.ts';

/** As long as evidence is kept: what nobody has said since then needs no rule. */
const KEEP = 180 * DAY;

const CALLS_IN_FLIGHT = 4;

/** Rows of the Control table under this key. */
export const UNKNOWN_PARTITION = 'unknown';

const keyOf = (id: string) => toItem({ pk: UNKNOWN_PARTITION, sk: id });

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

async function countOne(client: DynamoDBClient, table: string, one: UnknownText): Promise<void> {
  const { name, value, placeholders } = createExpression();
  const { text, first, mxHost, firstAt } = one;
  const SET = Object.entries({ text, first, firstAt, ...(mxHost === undefined ? {} : { mxHost }) }).map(
    ([field, known]) => `${name(field)} = if_not_exists(${name(field)}, ${value(known)})`,
  );
  SET.push(`${name('lastAt')} = ${value(one.lastAt)}`);
  SET.push(`${name('ttl')} = ${value(toEpochSeconds(one.lastAt + KEEP))}`);
  const ADD = [`${name('count')} ${value(one.count)}`];
  const UpdateExpression = updateOf({ SET, ADD });
  await client.send(
    new UpdateItemCommand({ TableName: table, Key: keyOf(one.id), UpdateExpression, ...placeholders() }),
  );
}

/** Unknown texts: a row of the Control table each. */
export const createUnknownTexts = (client: DynamoDBClient, table: string): UnknownTexts => ({
  count: async (texts) => {
    await inFlight(CALLS_IN_FLIGHT, texts, (one) => countOne(client, table, one));
  },
  all: async () => {
    const { name, value, placeholders } = createExpression();
    const KeyConditionExpression = `${name('pk')} = ${value(UNKNOWN_PARTITION)}`;
    const rows = await queryRows(client, { TableName: table, KeyConditionExpression, ...placeholders() });
    return rows.map(textOf);
  },
  keep: async (id, kept) => {
    const { name, value, placeholders } = createExpression();
    const UpdateExpression = kept ? `SET ${name('kept')} = ${value({ ...kept })}` : `REMOVE ${name('kept')}`;
    const ConditionExpression = `attribute_exists(${name('pk')})`;
    const update = {
      TableName: table,
      Key: keyOf(id),
      UpdateExpression,
      ConditionExpression,
      ...placeholders(),
    };
    return (await conditional(() => client.send(new UpdateItemCommand(update)))).ok;
  },
});
