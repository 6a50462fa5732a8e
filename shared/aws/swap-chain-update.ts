import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import type { Chain } from '../backlog/chain.ts';
import type { QuotaKey } from '../quota/key.ts';
import { createExpression, updateOf } from './expression.ts';
import { OPTIONAL_CHAIN } from './quota-item.ts';
import { shardOf } from './shard.ts';

/** Replaces a key's chain if its version still is `seen`; `writer` names this very change. `shard` stands only while a wake-up is due: the index is sparse. */
export function swapChainUpdate(
  table: string,
  key: QuotaKey,
  seen: number,
  next: Chain,
  writer: string,
): UpdateItemCommandInput {
  const { name, value, placeholders } = createExpression();
  const version = name('chainVersion');
  const set = (attribute: string, to: string | number | boolean) => `${name(attribute)} = ${value(to)}`;
  const optional = OPTIONAL_CHAIN.map((attribute) => ({ attribute, to: next[attribute] }));
  const indexed = next.wakeAt !== undefined;
  const UpdateExpression = updateOf({
    SET: [
      set('open', next.open),
      set('wakeNo', next.wakeNo),
      set('chainVersion', seen + 1),
      set('writer', writer),
      ...optional.flatMap(({ attribute, to }) => (to === undefined ? [] : [set(attribute, to)])),
      ...(indexed ? [set('shard', shardOf(key))] : []),
    ],
    REMOVE: [
      ...optional.filter(({ to }) => to === undefined).map(({ attribute }) => name(attribute)),
      ...(indexed ? [] : [name('shard')]),
    ],
  });
  return {
    TableName: table,
    Key: { key: { S: key } },
    UpdateExpression,
    ConditionExpression: seen === 0 ? `attribute_not_exists(${version})` : `${version} = ${value(seen)}`,
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    ...placeholders(),
  };
}
