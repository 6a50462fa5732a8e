import { once } from 'node:events';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, type CreateTableCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb';

const dynalite = createRequire(import.meta.url)('dynalite') as (options: {
  readonly createTableMs: number;
}) => Server;

const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

type Keys = Readonly<Record<string, 'S' | 'N'>>;

const keySchema = (keys: Keys) =>
  Object.keys(keys).map((AttributeName, at) => ({
    AttributeName,
    KeyType: at === 0 ? ('HASH' as const) : ('RANGE' as const),
  }));

function tableInput(name: string, keys: Keys, wakes: Keys | undefined): CreateTableCommandInput {
  const index = wakes && {
    IndexName: 'wakes',
    KeySchema: keySchema(wakes),
    Projection: { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: ['wakeNo'] },
  };
  return {
    TableName: name,
    KeySchema: keySchema(keys),
    AttributeDefinitions: Object.entries({ ...keys, ...wakes }).map(([AttributeName, AttributeType]) => ({
      AttributeName,
      AttributeType,
    })),
    BillingMode: 'PAY_PER_REQUEST',
    ...(index ? { GlobalSecondaryIndexes: [index] } : {}),
  };
}

/** A DynamoDB of this test's own, with our tables; `stop` ends it. */
export async function startDynamoDb() {
  const server = dynalite({ createTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-west-1',
    credentials: CREDENTIALS,
  });
  const create = (name: string, keys: Keys, wakes?: Keys) =>
    client.send(new CreateTableCommand(tableInput(name, keys, wakes)));
  await Promise.all([
    create('Quota', { key: 'S' }, { shard: 'S', wakeAt: 'N' }),
    create('Backlog', { key: 'S', sk: 'S' }),
    create('Delivery', { id: 'S' }),
    create('Control', { pk: 'S', sk: 'S' }),
    create('Doubt', { id: 'S' }),
    create('Quarantine', { key: 'S' }),
    create('Evidence', { key: 'S', sk: 'S' }),
  ]);
  return {
    client,
    stop: async () => {
      client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type LocalDynamoDb = Awaited<ReturnType<typeof startDynamoDb>>;
