import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { DAY, type EpochMillis, toEpochSeconds } from '../time/units.ts';
import { dayOf, mayBeNew } from '../unknown/others.ts';
import type { Tally } from '../unknown/tally.ts';
import type { UnknownText } from '../unknown/unknown-text.ts';
import { fromItem, numberIn, toItem } from './attributes.ts';
import { conditional } from './conditional.ts';
import { createExpression, type Expression, updateOf } from './expression.ts';
import { inFlight } from './in-flight.ts';

/** As long as evidence is kept: what nobody has said since then needs no rule. */
const KEEP = 180 * DAY;

/** Nobody can do anything about others of long ago, and those of today are told anew. */
const KEEP_OTHERS = 30 * DAY;

const CALLS_IN_FLIGHT = 4;

/** Rows of the Control table under this key: texts by their ids, which are hexadecimal, and the days of others behind them. */
export const UNKNOWN_PARTITION = 'unknown';
export const OTHERS = 'others#';

/** Where the rows are. */
export interface Place {
  readonly client: DynamoDBClient;
  readonly table: string;
}

const keyOf = (sk: string) => toItem({ pk: UNKNOWN_PARTITION, sk });

/** One change of a row, if its condition holds; answers whether it did. */
export async function updateRow(
  { client, table }: Place,
  sk: string,
  write: (expression: Expression) => {
    readonly UpdateExpression: string;
    readonly ConditionExpression: string;
  },
): Promise<boolean> {
  const expression = createExpression();
  const written = write(expression);
  const command = { TableName: table, Key: keyOf(sk), ...written, ...expression.placeholders() };
  return (await conditional(() => client.send(new UpdateItemCommand(command)))).ok;
}

const lastTime = ({ name, value }: Expression, at: EpochMillis): readonly string[] => [
  `${name('lastAt')} = ${value(at)}`,
  `${name('ttl')} = ${value(toEpochSeconds(at + KEEP))}`,
];

/** Counts a text that has a row; what happened before its last time, for it comes late, leaves that time alone. */
const addTo = async (place: Place, { id, count, lastAt }: UnknownText): Promise<boolean> =>
  (await updateRow(place, id, (expression) => ({
    UpdateExpression: updateOf({
      SET: lastTime(expression, lastAt),
      ADD: [`${expression.name('count')} ${expression.value(count)}`],
    }),
    ConditionExpression: `${expression.name('lastAt')} <= ${expression.value(lastAt)}`,
  }))) ||
  (await updateRow(place, id, ({ name, value }) => ({
    UpdateExpression: updateOf({ ADD: [`${name('count')} ${value(count)}`] }),
    ConditionExpression: `${name('lastAt')} > ${value(lastAt)}`,
  })));

/** Opens a row for a text, where nobody has in the meantime. */
async function open(place: Place, one: UnknownText): Promise<void> {
  const { id, text, first, mxHost, count, firstAt, lastAt } = one;
  const fields = { text, first, count, firstAt, ...(mxHost === undefined ? {} : { mxHost }) };
  const isNew = await updateRow(place, id, (expression) => ({
    UpdateExpression: updateOf({
      SET: [
        ...Object.entries(fields).map(([name, is]) => `${expression.name(name)} = ${expression.value(is)}`),
        ...lastTime(expression, lastAt),
      ],
    }),
    ConditionExpression: `attribute_not_exists(${expression.name('pk')})`,
  }));
  if (!isNew) await addTo(place, one);
}

/** Adds to the others of today; answers how many texts have asked to be new today. */
async function addToOthers({ client, table }: Place, now: EpochMillis, asked: number, count: number) {
  const { name, value, placeholders } = createExpression();
  const UpdateExpression = updateOf({
    SET: [`${name('ttl')} = ${value(toEpochSeconds(now + KEEP_OTHERS))}`],
    ADD: [`${name('asked')} ${value(asked)}`, `${name('count')} ${value(count)}`],
  });
  const Key = keyOf(`${OTHERS}${dayOf(now)}`);
  const { Attributes = {} } = await client.send(
    new UpdateItemCommand({
      TableName: table,
      Key,
      UpdateExpression,
      ReturnValues: 'UPDATED_NEW',
      ...placeholders(),
    }),
  );
  return numberIn(fromItem(Attributes), 'asked');
}

const sumOf = (texts: readonly UnknownText[]): number => texts.reduce((sum, { count }) => sum + count, 0);

/**
 * One call for a text that has a row. Without one it is among the others with a call for all such of the batch, and leaves
 * them again if it may be new: what breaks off in between is counted, if without its words.
 */
export async function countTexts(place: Place, { texts, leftOut }: Tally, now: EpochMillis): Promise<void> {
  const known = await inFlight(CALLS_IN_FLIGHT, texts, (one) => addTo(place, one));
  const fresh = texts.filter((_, at) => !known[at]);
  if (fresh.length === 0 && leftOut === 0) return;
  const asked = await addToOthers(place, now, fresh.length, sumOf(fresh) + leftOut);
  const admitted = fresh.slice(0, mayBeNew(fresh.length, asked));
  if (admitted.length === 0) return;
  await inFlight(CALLS_IN_FLIGHT, admitted, (one) => open(place, one));
  await addToOthers(place, now, 0, -sumOf(admitted));
}
