import { createBacklogStore } from '../shared/aws/backlog-store.ts';
import { createDynamoDbClient, createS3Client, createSqsClient } from '../shared/aws/clients.ts';
import { createControlStore } from '../shared/aws/control-store.ts';
import { createQuotaStore } from '../shared/aws/quota-store.ts';
import { type QuotaTable, scanQuota } from '../shared/aws/scan-quota.ts';
import { type QueueEntry, sendMessages } from '../shared/aws/send-messages.ts';
import { systemClock } from '../shared/aws/system-clock.ts';
import { createWakeUpQueue } from '../shared/aws/wake-up-queue.ts';
import type { BacklogStore } from '../shared/ports/backlog-store.ts';
import type { Clock } from '../shared/ports/clock.ts';
import type { ControlStore } from '../shared/ports/control-store.ts';
import { SILENT } from '../shared/ports/log.ts';
import type { WakeUpQueue } from '../shared/ports/queues.ts';
import type { QuotaStore } from '../shared/ports/quota-store.ts';
import type { RulesSource } from '../shared/ports/rules-source.ts';
import type { Deployment } from './deployment.ts';
import { readRules } from './read-rules.ts';

/** A deployment with everything that commands reach it by. */
export interface Connection {
  readonly deployment: Deployment;
  readonly clock: Clock;
  readonly quota: QuotaStore;
  readonly backlog: BacklogStore;
  readonly control: ControlStore;
  readonly wakeUps: WakeUpQueue;
  readonly rules: RulesSource;
  scan(): Promise<QuotaTable>;
  /** Answers the indexes that the queue did not take. */
  enqueue(bodies: readonly string[], priority: boolean): Promise<ReadonlySet<number>>;
}

/** The SDK finds the local engine by the variables that any AWS SDK honours; a profile would go before them. */
function pointAtEngine({ endpoints }: Deployment['client']): void {
  if (!endpoints) return;
  delete process.env['AWS_PROFILE'];
  Object.assign(process.env, {
    AWS_REGION: endpoints.region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    AWS_ENDPOINT_URL_S3: endpoints.s3,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
  });
}

/** Messages go as upstream would send them: without attributes, without delay. */
const entryOf = (body: string): QueueEntry => ({ body, attributes: {}, delaySeconds: 0 });

/** Opens what commands need of a deployment; asks nothing yet. */
export function connect(deployment: Deployment): Connection {
  pointAtEngine(deployment.client);
  const dynamodb = createDynamoDbClient();
  const client = createSqsClient();
  const s3 = createS3Client(process.env);
  return {
    deployment,
    clock: systemClock,
    quota: createQuotaStore(dynamodb, deployment.quotaTable),
    backlog: createBacklogStore(dynamodb, deployment.backlogTable),
    control: createControlStore(dynamodb, deployment.controlTable),
    wakeUps: createWakeUpQueue({ client, queueUrl: deployment.wakeUpQueueUrl, log: SILENT }),
    rules: readRules({ dynamodb, s3 }, deployment),
    scan: () => scanQuota(dynamodb, deployment.quotaTable),
    enqueue: (bodies, priority) => {
      const queueUrl = priority ? deployment.priorityQueueUrl : deployment.outboundQueueUrl;
      return sendMessages({ client, queueUrl, log: SILENT }, bodies.map(entryOf));
    },
  };
}
