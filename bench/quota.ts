import { CreateTableCommand, DynamoDB, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { RateLimiterDynamo } from 'rate-limiter-flexible';
import { table } from '../cli/table.ts';
import { startDynamoDb } from '../local/servers/dynamodb.ts';
import { createQuotaStore } from '../shared/aws/quota-store.ts';
import { systemClock } from '../shared/aws/system-clock.ts';
import { emptyItem } from '../shared/ports/quota-store.ts';
import { mxKey } from '../shared/quota/key.ts';
import { paceOf } from '../shared/quota/pace.ts';
import { takeSlots } from '../shared/quota/take-slots.ts';

/**
 * Quota decisions per second and DynamoDB requests per decision, beside rate-limiter-flexible's RateLimiterDynamo, on one
 * server in one run: one hot key, eight callers. `npm run bench:quota`
 */
const CALLERS = 8;
const RUN_MILLIS = 4_000;
const WARM_UP_MILLIS = 1_000;

const server = await startDynamoDb();
const connection = {
  region: 'us-east-1',
  endpoint: server.url,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
};
const client = new DynamoDBClient(connection);

async function createTable(TableName: string): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions: [{ AttributeName: 'key', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
}

/** Decides until the time is over; `decide` answers how many mails it decided for. */
async function measure(decide: () => Promise<number>) {
  const run = async (millis: number): Promise<number> => {
    const end = performance.now() + millis;
    const caller = async () => {
      let decided = 0;
      while (performance.now() < end) decided += await decide();
      return decided;
    };
    const all = await Promise.all(Array.from({ length: CALLERS }, caller));
    return all.reduce((sum, one) => sum + one, 0);
  };
  await run(WARM_UP_MILLIS);
  const requestsOf = async () => Object.values(await server.requests()).reduce((sum, one) => sum + one, 0);
  const before = await requestsOf();
  const decided = await run(RUN_MILLIS);
  return { perSecond: (decided * 1_000) / RUN_MILLIS, requests: ((await requestsOf()) - before) / decided };
}

/** Slots for `batch` mails at a time, as the throttler takes them: one read and one conditional update. */
function ours(name: string, batch: number): () => Promise<number> {
  const quota = createQuotaStore(client, 'quota');
  const key = mxKey('bench', 'rule', name);
  const pace = paceOf(1_000_000_000, 'hour', name);
  return async () => {
    const item = (await quota.load([key])).get(key) ?? emptyItem(key);
    return (
      await takeSlots({ quota, clock: systemClock }, { key, wanted: batch, pace, unlessOpen: true }, item)
    ).count;
  };
}

/** The peer's settings spare it what it would do once: its table and its TTL. */
function theirs(): () => Promise<number> {
  const limiter = new RateLimiterDynamo({
    storeClient: new DynamoDB(connection),
    points: 1_000_000_000,
    duration: 3_600,
    tableName: 'peer',
    tableCreated: true,
    ttlSet: true,
  });
  return async () => {
    await limiter.consume('hot', 1);
    return 1;
  };
}

try {
  await Promise.all([createTable('quota'), createTable('peer')]);
  const peer = await measure(theirs());
  const rows = [
    { name: 'rate-limiter-flexible, RateLimiterDynamo', ...peer },
    { name: 'MX Pacer, 1 mail at a time', ...(await measure(ours('one', 1))) },
    { name: 'MX Pacer, 10 mails at a time', ...(await measure(ours('ten', 10))) },
    { name: 'MX Pacer, 100 mails at a time', ...(await measure(ours('hundred', 100))) },
  ];
  const cells = rows.map(({ name, perSecond, requests }) => [
    name,
    perSecond.toFixed(0),
    `${(perSecond / peer.perSecond).toFixed(1)} ×`,
    requests.toFixed(3),
  ]);
  console.log(table(['LIMITER', 'DECISIONS/S', 'OF PEER', 'REQUESTS/DECISION'], cells));
} finally {
  client.destroy();
  await server.stop();
}
