import { type DynamoDBClient, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { NO_COUNTS, TRIAL_COUNTS, type TrialCounts, type TrialStore } from '../ports/trial-store.ts';
import { DAY, toEpochSeconds } from '../time/units.ts';
import { numberIn, toItem } from './attributes.ts';
import { conditional, readRow } from './conditional.ts';
import { createExpression, updateOf } from './expression.ts';

/** Long enough for people to look at what a trial was judged by. */
const KEEP = 30 * DAY;

const keyOf = (name: string) => ({ pk: 'rules', sk: `trial#${name}` });

/** Counts of trials: a row of the Control table each. */
export function createTrialStore(client: DynamoDBClient, table: string): TrialStore {
  return {
    begin: async (name, since) => {
      const Item = toItem({ ...keyOf(name), ...NO_COUNTS, ttl: toEpochSeconds(since + KEEP) });
      await client.send(new PutItemCommand({ TableName: table, Item }));
    },
    add: async (name, counts) => {
      const expression = createExpression();
      const given = TRIAL_COUNTS.filter((count) => (counts[count] ?? 0) > 0);
      if (given.length === 0) return;
      const ADD = given.map((count) => `${expression.name(count)} ${expression.value(counts[count] ?? 0)}`);
      const update = {
        TableName: table,
        Key: toItem(keyOf(name)),
        UpdateExpression: updateOf({ ADD }),
        ConditionExpression: `attribute_exists(${expression.name('pk')})`,
        ...expression.placeholders(),
      };
      await conditional(() => client.send(new UpdateItemCommand(update)));
    },
    counts: async (name) => {
      const row = (await readRow(client, table, toItem(keyOf(name)))) ?? {};
      const counts = TRIAL_COUNTS.map((count) => [count, numberIn(row, count)] as const);
      return Object.fromEntries(counts) as TrialCounts;
    },
  };
}
