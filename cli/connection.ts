import { createAddressKeys } from '../shared/aws/address-keys.ts';
import { createBacklogStore } from '../shared/aws/backlog-store.ts';
import {
  createDynamoDbClient,
  createSecretsClient,
  createSesClient,
  createSqsClient,
} from '../shared/aws/clients.ts';
import { createControlStore } from '../shared/aws/control-store.ts';
import { createDeadLetters } from '../shared/aws/dead-letters.ts';
import { createDeliveryStore } from '../shared/aws/delivery-store.ts';
import { createDns } from '../shared/aws/dns.ts';
import { readDnsServers } from '../shared/aws/environment.ts';
import { createEvidenceStore } from '../shared/aws/evidence-store.ts';
import { createFeedSource } from '../shared/aws/feed-source.ts';
import { createQuarantineStore } from '../shared/aws/quarantine-store.ts';
import { createQuotaStore } from '../shared/aws/quota-store.ts';
import { createRulesStore } from '../shared/aws/rules-store.ts';
import { createS3Client } from '../shared/aws/s3-client.ts';
import { scanEvidence } from '../shared/aws/scan-evidence.ts';
import { scanQuarantine } from '../shared/aws/scan-quarantine.ts';
import { type QuotaTable, scanQuota } from '../shared/aws/scan-quota.ts';
import { type QueueEntry, sendMessages } from '../shared/aws/send-messages.ts';
import { createServerClock } from '../shared/aws/server-clock.ts';
import { createSuppressionList } from '../shared/aws/suppression-list.ts';
import { systemClock } from '../shared/aws/system-clock.ts';
import { createTrialStore } from '../shared/aws/trial-store.ts';
import { createUnknownTexts } from '../shared/aws/unknown-texts.ts';
import { createWakeUpQueue } from '../shared/aws/wake-up-queue.ts';
import { createMxDirectory } from '../shared/mx/directory.ts';
import type { BacklogStore } from '../shared/ports/backlog-store.ts';
import type { Clock, Random } from '../shared/ports/clock.ts';
import type { ControlStore } from '../shared/ports/control-store.ts';
import type { DeadLetters } from '../shared/ports/dead-letters.ts';
import type { DeliveryStore } from '../shared/ports/delivery-store.ts';
import type { FeedSource } from '../shared/ports/feed-source.ts';
import { SILENT } from '../shared/ports/log.ts';
import type { MxDirectory } from '../shared/ports/mx-directory.ts';
import type {
  AddressKeys,
  AddressRecord,
  Evidence,
  EvidenceStore,
  QuarantineStore,
} from '../shared/ports/quarantine-store.ts';
import type { WakeUpQueue } from '../shared/ports/queues.ts';
import type { QuotaStore } from '../shared/ports/quota-store.ts';
import type { RulesSource } from '../shared/ports/rules-source.ts';
import type { RulesStore } from '../shared/ports/rules-store.ts';
import type { SuppressionList } from '../shared/ports/suppression-list.ts';
import type { TrialStore } from '../shared/ports/trial-store.ts';
import type { UnknownTexts } from '../shared/ports/unknown-texts.ts';
import type { Deployment } from './deployment.ts';
import { type DeadQueue, QUEUE_FACTS } from './dlq/queues.ts';
import { readRules } from './read-rules.ts';

/** A deployment with everything that commands reach it by. */
export interface Connection {
  readonly deployment: Deployment;
  readonly clock: Clock;
  readonly random: Random;
  readonly quota: QuotaStore;
  readonly backlog: BacklogStore;
  readonly control: ControlStore;
  readonly wakeUps: WakeUpQueue;
  readonly rules: RulesSource;
  readonly rulesStore: RulesStore;
  readonly trials: TrialStore;
  readonly unknownTexts: UnknownTexts;
  /** The objects of a feed of rules. */
  feedAt(address: string): FeedSource;
  readonly delivery: Pick<DeliveryStore, 'get'>;
  readonly quarantine: QuarantineStore;
  readonly evidence: EvidenceStore;
  readonly addressKeys: AddressKeys;
  /** SES's own. */
  readonly suppressionList: SuppressionList;
  readonly directory: MxDirectory;
  /** Every address with a row, in no order. */
  addresses(): AsyncIterable<AddressRecord>;
  /** All that was said of mails, by address. */
  allEvidence(): AsyncIterable<Evidence>;
  scan(): Promise<QuotaTable>;
  deadLetters(queue: DeadQueue): DeadLetters;
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
    AWS_ENDPOINT_URL_SNS: endpoints.sns,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SESV2: endpoints.ses,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.secrets,
  });
}

/** Messages go as upstream would send them: without attributes, without delay. */
const entryOf = (body: string): QueueEntry => ({ body, attributes: {}, delaySeconds: 0 });

/** Looks MX hosts up as the throttler does. */
function directoryOf({ dnsServers }: Deployment): MxDirectory {
  const servers = dnsServers ?? readDnsServers(process.env);
  return createMxDirectory({ dns: createDns({ servers }), clock: systemClock });
}

/** A throttled table, or other calls of the account at SES, make an operator's command slower, not fail. */
const TRIES = 8;

/** Opens what commands need of a deployment; asks nothing yet. */
export function connect(deployment: Deployment): Connection {
  pointAtEngine(deployment.client);
  const dynamodb = createDynamoDbClient(TRIES);
  const client = createSqsClient();
  const s3 = createS3Client(process.env);
  return {
    deployment,
    clock: createServerClock(dynamodb, systemClock),
    random: Math.random,
    quota: createQuotaStore(dynamodb, deployment.quotaTable),
    backlog: createBacklogStore(dynamodb, deployment.backlogTable),
    control: createControlStore(dynamodb, deployment.controlTable),
    wakeUps: createWakeUpQueue({ client, queueUrl: deployment.wakeUpQueueUrl, log: SILENT }),
    rules: readRules({ dynamodb, s3 }, deployment),
    rulesStore: createRulesStore({
      dynamodb,
      s3,
      controlTable: deployment.controlTable,
      bucket: deployment.bucket,
    }),
    trials: createTrialStore(dynamodb, deployment.controlTable),
    unknownTexts: createUnknownTexts(dynamodb, deployment.controlTable),
    feedAt: (address) => createFeedSource(address, { s3 }),
    delivery: createDeliveryStore(dynamodb, deployment.deliveryTable),
    quarantine: createQuarantineStore(dynamodb, deployment.quarantineTable),
    evidence: createEvidenceStore(dynamodb, deployment.evidenceTable),
    addressKeys: createAddressKeys(createSecretsClient(), deployment.addressSecretArn),
    suppressionList: createSuppressionList(createSesClient(TRIES), systemClock),
    directory: directoryOf(deployment),
    allEvidence: () => scanEvidence(dynamodb, deployment.evidenceTable),
    addresses: () => scanQuarantine(dynamodb, deployment.quarantineTable),
    scan: () => scanQuota(dynamodb, deployment.quotaTable),
    deadLetters: (queue) => {
      const queueUrl = QUEUE_FACTS[queue].url(deployment);
      if (queueUrl === undefined) throw new Error(`${deployment.name} has no queue ${queue}`);
      return createDeadLetters({ client, queueUrl, log: SILENT });
    },
    enqueue: (bodies, priority) => {
      const queueUrl = priority ? deployment.priorityQueueUrl : deployment.outboundQueueUrl;
      return sendMessages({ client, queueUrl, log: SILENT }, bodies.map(entryOf));
    },
  };
}
