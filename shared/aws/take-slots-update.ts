import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import type { TakeSlots } from '../ports/quota-store.ts';
import type { QuotaKey } from '../quota/key.ts';
import { createExpression, updateOf } from './expression.ts';
import { bucketAttribute } from './quota-item.ts';

/** Bytes of one expression (DynamoDB Developer Guide, "Service quotas": expression strings). Local servers take more. */
const LONGEST_EXPRESSION = 4_096;

function checkLength(expression: string): string {
  if (expression.length > LONGEST_EXPRESSION)
    throw new RangeError(
      `the update names too many buckets: ${expression.length} bytes, DynamoDB takes ${LONGEST_EXPRESSION}`,
    );
  return expression;
}

/**
 * The one conditional update that takes slots (design §4, forms A and B). When the SDK repeats it after its first try
 * had succeeded unseen, slots are lost but none is ever given twice: `nextSlot` only moves forward.
 */
export function takeSlotsUpdate(table: string, key: QuotaKey, request: TakeSlots): UpdateItemCommandInput {
  const { advance, form, now, count } = request;
  const { name, value, placeholders } = createExpression();
  const nextSlot = name('nextSlot');
  const condition =
    form.kind === 'append'
      ? `${nextSlot} BETWEEN ${value(now)} AND ${value(form.maxStart)}`
      : `(attribute_not_exists(${nextSlot}) OR ${nextSlot} < ${value(now)})`;
  const closed = request.unlessOpen
    ? ` AND (attribute_not_exists(${name('open')}) OR ${name('open')} = ${value(false)})`
    : '';
  const moved = form.kind === 'append' ? `${nextSlot} + ${value(advance)}` : value(now + advance);
  const UpdateExpression = updateOf({
    SET: [
      `${nextSlot} = ${moved}`,
      ...(request.pace ? [`${name('pace')} = ${value({ ...request.pace })}`] : []),
    ],
    ADD: Object.entries(count.add).map(([bucket, by]) => `${name(bucketAttribute(bucket))} ${value(by)}`),
    REMOVE: count.drop
      .filter((bucket) => !(bucket in count.add))
      .map((bucket) => name(bucketAttribute(bucket))),
  });
  return {
    TableName: table,
    Key: { key: { S: key } },
    UpdateExpression: checkLength(UpdateExpression),
    ConditionExpression: condition + closed,
    ...placeholders(),
    ReturnValues: 'UPDATED_NEW',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  };
}
