import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type Plain, toAttribute } from './attributes.ts';

/** The names and values of one DynamoDB request, filled while its expressions are written. */
export interface Expression {
  /** A placeholder for the attribute; every name gets one, for many of ours are reserved words. */
  name(attribute: string): string;
  /** A placeholder for the value. */
  value(value: Plain): string;
  /** To be spread into the request, after its expressions were written. */
  placeholders(): {
    ExpressionAttributeNames: Record<string, string>;
    ExpressionAttributeValues?: Record<string, AttributeValue>;
  };
}

/** Starts the placeholders of one request; attribute names are letters and digits only. */
export function createExpression(): Expression {
  const names: Record<string, string> = {};
  const values: Record<string, AttributeValue> = {};
  return {
    name: (attribute) => {
      names[`#${attribute}`] = attribute;
      return `#${attribute}`;
    },
    value: (value) => {
      const placeholder = `:v${Object.keys(values).length}`;
      values[placeholder] = toAttribute(value);
      return placeholder;
    },
    placeholders: () => ({
      ExpressionAttributeNames: names,
      ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
    }),
  };
}

/** An update expression of those clauses that have anything to do. */
export const updateOf = (clauses: {
  readonly SET?: readonly string[];
  readonly ADD?: readonly string[];
  readonly REMOVE?: readonly string[];
}): string =>
  Object.entries(clauses)
    .filter(([, actions]) => actions.length > 0)
    .map(([clause, actions]) => `${clause} ${actions.join(', ')}`)
    .join(' ');
