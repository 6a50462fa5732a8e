import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { EpochMillis } from '../time/units.ts';
import { conditional, readRow } from './conditional.ts';
import { createExpression } from './expression.ts';
import { POINTER_KEY, pointerItem, pointerOf, type RulesPointer, rulesObject } from './rules-pointer.ts';
import type { RulesPlace } from './rules-source.ts';

/** `unchanged`: that set is in force already. `raced`: somebody else activated another one meanwhile; look again. */
export type Activation = { readonly kind: 'activated' | 'unchanged' | 'raced' };

/** An encoded rule set, named by its hash; see rules/codec.ts. */
export interface NamedRuleSet {
  readonly name: string;
  readonly bytes: Uint8Array;
}

async function movePointer(
  place: RulesPlace,
  seen: RulesPointer | undefined,
  next: RulesPointer,
): Promise<boolean> {
  const { name, value, placeholders } = createExpression();
  const ConditionExpression = seen
    ? `${name('current')} = ${value(seen.current)} AND ${name('activatedAt')} = ${value(seen.activatedAt)}`
    : `attribute_not_exists(${name('pk')})`;
  const put = {
    TableName: place.controlTable,
    Item: pointerItem(next),
    ConditionExpression,
    ...placeholders(),
  };
  return (await conditional(() => place.dynamodb.send(new PutItemCommand(put)))).ok;
}

/** Puts a rule set in force: its object first, then the pointer, if it still is where it was seen. */
export async function activateRuleSet(
  place: RulesPlace,
  set: NamedRuleSet,
  now: EpochMillis,
): Promise<Activation> {
  const row = await readRow(place.dynamodb, place.controlTable, POINTER_KEY);
  const seen = row && pointerOf(row);
  if (seen?.current === set.name) return { kind: 'unchanged' };
  const object = {
    Bucket: place.bucket,
    Key: rulesObject(set.name),
    Body: set.bytes,
    ContentType: 'application/gzip',
  };
  await place.s3.send(new PutObjectCommand(object));
  const next = { current: set.name, ...(seen ? { previous: seen.current } : {}), activatedAt: now };
  return { kind: (await movePointer(place, seen, next)) ? 'activated' : 'raced' };
}
