import { RemovalPolicy } from 'aws-cdk-lib';
import { type Attribute, AttributeType, BillingMode, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';

const text = (name: string): Attribute => ({ name, type: AttributeType.STRING });

interface TableKeys {
  readonly partitionKey: Attribute;
  readonly sortKey?: Attribute;
  /** Holds epoch seconds; DynamoDB deletes the item some time after. */
  readonly timeToLiveAttribute?: 'ttl';
}

/** Kept when the stack goes: what was sent and what waits is upstream's. DynamoDB encrypts every table with a key of its own. */
const createTable = (scope: Construct, id: string, keys: TableKeys): Table =>
  new Table(scope, id, {
    ...keys,
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    removalPolicy: RemovalPolicy.RETAIN,
  });

/** The index of Quota in which the sweeper finds overdue wake-ups; sparse: only keys with a wake-up stand in it. */
export const WAKES_INDEX = 'wakes';

function createQuotaTable(scope: Construct): Table {
  const table = createTable(scope, 'QuotaTable', { partitionKey: text('key') });
  table.addGlobalSecondaryIndex({
    indexName: WAKES_INDEX,
    partitionKey: text('shard'),
    sortKey: { name: 'wakeAt', type: AttributeType.NUMBER },
    projectionType: ProjectionType.INCLUDE,
    nonKeyAttributes: ['wakeNo'],
  });
  return table;
}

/** The tables, by what an item is. */
export interface Tables {
  readonly quota: Table;
  readonly backlog: Table;
  readonly delivery: Table;
  readonly control: Table;
  readonly doubt: Table;
  readonly quarantine: Table;
  readonly evidence: Table;
}

/** The state of the pipeline, one table a noun. */
export const createTables = (scope: Construct): Tables => ({
  quota: createQuotaTable(scope),
  backlog: createTable(scope, 'BacklogTable', { partitionKey: text('key'), sortKey: text('sk') }),
  delivery: createTable(scope, 'DeliveryTable', { partitionKey: text('id'), timeToLiveAttribute: 'ttl' }),
  control: createTable(scope, 'ControlTable', {
    partitionKey: text('pk'),
    sortKey: text('sk'),
    timeToLiveAttribute: 'ttl',
  }),
  doubt: createTable(scope, 'DoubtTable', { partitionKey: text('id') }),
  quarantine: createTable(scope, 'QuarantineTable', {
    partitionKey: text('key'),
    timeToLiveAttribute: 'ttl',
  }),
  evidence: createTable(scope, 'EvidenceTable', {
    partitionKey: text('key'),
    sortKey: text('sk'),
    timeToLiveAttribute: 'ttl',
  }),
});
