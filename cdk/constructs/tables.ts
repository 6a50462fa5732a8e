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

/** Writes a second that a table takes at once, bought ahead; without it about 4,000 (DynamoDB, "Warm throughput"). */
type Warm = { readonly warmThroughput?: { readonly writeUnitsPerSecond: number } };

/**
 * Kept when the stack goes, and guarded from deletion by hand: what was sent and what waits is upstream's. DynamoDB encrypts
 * every table with a key of its own.
 */
const createTable = (scope: Construct, id: string, options: TableKeys & Warm): Table =>
  new Table(scope, id, {
    ...options,
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    removalPolicy: RemovalPolicy.RETAIN,
    deletionProtection: true,
  });

/** The index of Quota in which the sweeper finds overdue wake-ups; sparse: only keys with a wake-up stand in it. */
export const WAKES_INDEX = 'wakes';

function createQuotaTable(scope: Construct, warm: Warm): Table {
  const table = createTable(scope, 'QuotaTable', { partitionKey: text('key'), ...warm });
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

/**
 * The state of the pipeline, one table a noun. `warmWrites` is for those that a campaign writes to with each batch or mail:
 * Quota, Backlog, Delivery.
 */
export function createTables(scope: Construct, warmWrites?: number): Tables {
  const warm: Warm = warmWrites === undefined ? {} : { warmThroughput: { writeUnitsPerSecond: warmWrites } };
  const create = (id: string, keys: TableKeys & Warm) => createTable(scope, id, keys);
  const timeToLiveAttribute = 'ttl';
  return {
    quota: createQuotaTable(scope, warm),
    backlog: create('BacklogTable', { partitionKey: text('key'), sortKey: text('sk'), ...warm }),
    delivery: create('DeliveryTable', { partitionKey: text('id'), timeToLiveAttribute, ...warm }),
    control: create('ControlTable', { partitionKey: text('pk'), sortKey: text('sk'), timeToLiveAttribute }),
    doubt: create('DoubtTable', { partitionKey: text('id') }),
    quarantine: create('QuarantineTable', { partitionKey: text('key'), timeToLiveAttribute }),
    evidence: create('EvidenceTable', {
      partitionKey: text('key'),
      sortKey: text('sk'),
      timeToLiveAttribute,
    }),
  };
}
