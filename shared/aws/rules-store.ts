import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { RulesPointer, RulesState, RulesStore } from '../ports/rules-store.ts';
import { decodeRuleSet, type EncodedRuleSet } from '../rules/codec.ts';
import type { RuleSetData } from '../rules/schema.ts';
import { type Item, textIn } from './attributes.ts';
import { conditional } from './conditional.ts';
import { createExpression, type Expression } from './expression.ts';
import { queryRows } from './query-rows.ts';
import { createRulesHistory } from './rules-history.ts';
import { pointerItem, pointerOf, rulesObject } from './rules-pointer.ts';
import { type RulesPlace, RulesUnreadableError } from './rules-source.ts';
import { stateItem, stateOf } from './rules-state.ts';

/** Consistent, and one question for both rows. */
async function readState(place: RulesPlace): Promise<RulesState> {
  const { name, value, placeholders } = createExpression();
  const KeyConditionExpression = `${name('pk')} = ${value('rules')}`;
  const query = { TableName: place.controlTable, KeyConditionExpression, ...placeholders() };
  const rows = await queryRows(place.dynamodb, { ...query, ConsistentRead: true });
  const row = (sk: string) => rows.find((one) => textIn(one, 'sk') === sk);
  const pointer = row('pointer');
  return {
    ...(await stateOf(place, row('state'))),
    ...(pointer ? { pointer: pointerOf(pointer) } : {}),
  };
}

/** Writes a row if the condition holds; answers whether it did. */
async function putIf(
  client: DynamoDBClient,
  table: string,
  item: Item,
  condition: (expression: Expression) => string,
): Promise<boolean> {
  const expression = createExpression();
  const ConditionExpression = condition(expression);
  const put = { TableName: table, Item: item, ConditionExpression, ...expression.placeholders() };
  return (await conditional(() => client.send(new PutItemCommand(put)))).ok;
}

/** The pointer is where it was seen: the same sets, since the same time, and the same candidate or none. */
const stillAt =
  (seen: RulesPointer | undefined) =>
  ({ name, value }: Expression): string => {
    if (!seen) return `attribute_not_exists(${name('pk')})`;
    const candidate = name('candidate');
    const tried = seen.candidate && [
      `${candidate}.${name('name')} = ${value(seen.candidate.name)}`,
      `${candidate}.${name('since')} = ${value(seen.candidate.since)}`,
    ];
    return [
      `${name('current')} = ${value(seen.current)}`,
      `${name('activatedAt')} = ${value(seen.activatedAt)}`,
      ...(tried ?? [`attribute_not_exists(${candidate})`]),
    ].join(' AND ');
  };

async function putSet({ s3, bucket }: RulesPlace, { name, bytes }: EncodedRuleSet): Promise<void> {
  const object = { Bucket: bucket, Key: rulesObject(name), Body: bytes, ContentType: 'application/gzip' };
  await s3.send(new PutObjectCommand(object));
}

/** The bytes of a set; throws a RulesUnreadableError where they are no rule set. */
async function getSet({ s3, bucket }: Pick<RulesPlace, 's3' | 'bucket'>, name: string): Promise<RuleSetData> {
  const { Body: body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: rulesObject(name) }));
  const decoded = decodeRuleSet((await body?.transformToByteArray()) ?? new Uint8Array());
  if (!decoded.ok) throw new RulesUnreadableError(`rule set ${name}: ${decoded.problems.join('; ')}`);
  return decoded.data;
}

/** Rule sets under `rules/` of the bucket; what is in force, how and since when in the Control table. */
export function createRulesStore(place: RulesPlace): RulesStore {
  const { dynamodb, controlTable } = place;
  const history = createRulesHistory(dynamodb, controlTable);
  return {
    state: () => readState(place),
    saveState: async (seen, next) => {
      const item = await stateItem(place, { ...next, version: seen + 1 });
      return putIf(dynamodb, controlTable, item, ({ name, value }) =>
        seen === 0 ? `attribute_not_exists(${name('pk')})` : `${name('version')} = ${value(seen)}`,
      );
    },
    putSet: (set) => putSet(place, set),
    getSet: (name) => getSet(place, name),
    activate: async (seen, next, entry) => {
      const moved = await putIf(dynamodb, controlTable, pointerItem(next), stillAt(seen));
      if (moved) await history.add(entry);
      return moved;
    },
    history: history.list,
  };
}
