import type { Properties } from './properties.ts';
import type { Key, KeyAttribute, Table } from './stack.ts';

type AttributeTypes = ReadonlyMap<string, KeyAttribute['type']>;

function readKey(properties: Properties, types: AttributeTypes): Key {
  const attribute = (keyType: 'HASH' | 'RANGE'): KeyAttribute | undefined => {
    const name = properties
      .list('KeySchema')
      .find((part) => part.text('KeyType') === keyType)
      ?.text('AttributeName');
    return name === undefined ? undefined : { name, type: types.get(name) ?? 'S' };
  };
  const sort = attribute('RANGE');
  return { partition: attribute('HASH') ?? { name: '', type: 'S' }, ...(sort ? { sort } : {}) };
}

/** Reads AWS::DynamoDB::Table and GlobalTable alike: both write keys and indexes the same way. */
export function readTable(name: string, properties: Properties): Table {
  const types: AttributeTypes = new Map(
    properties
      .list('AttributeDefinitions')
      .map((part) => [part.text('AttributeName'), part.text('AttributeType') as KeyAttribute['type']]),
  );
  const ttlAttribute = properties.object('TimeToLiveSpecification').optionalText('AttributeName');
  return {
    name,
    key: readKey(properties, types),
    indexes: properties.list('GlobalSecondaryIndexes').map((index) => ({
      name: index.text('IndexName'),
      key: readKey(index, types),
      projection: index.object('Projection').text('ProjectionType', 'ALL') as 'ALL' | 'KEYS_ONLY' | 'INCLUDE',
      included: index.object('Projection').texts('NonKeyAttributes'),
    })),
    ...(ttlAttribute === undefined ? {} : { ttlAttribute }),
  };
}
