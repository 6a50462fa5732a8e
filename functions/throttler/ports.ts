import shipped from '../../rules/shipped-mx.json' with { type: 'json' };
import { createKeysAndProofs } from '../../shared/aws/address-keys.ts';
import { createBacklogStore } from '../../shared/aws/backlog-store.ts';
import { createCachedControl } from '../../shared/aws/cached-control.ts';
import {
  createDynamoDbClient,
  createSecretsClient,
  createSnsClient,
  createSqsClient,
} from '../../shared/aws/clients.ts';
import { createControlStore } from '../../shared/aws/control-store.ts';
import { createDeliveryStore } from '../../shared/aws/delivery-store.ts';
import { createDns } from '../../shared/aws/dns.ts';
import { createDoubtStore } from '../../shared/aws/doubt-store.ts';
import { readDnsServers, readEnvironment } from '../../shared/aws/environment.ts';
import { createEvidenceStore } from '../../shared/aws/evidence-store.ts';
import { createMailQueue } from '../../shared/aws/mail-queue.ts';
import { createOutcomePublisher } from '../../shared/aws/outcome-publisher.ts';
import { createPageStore } from '../../shared/aws/page-store.ts';
import { createFunctionLog } from '../../shared/aws/powertools-log.ts';
import { createQuarantineStore } from '../../shared/aws/quarantine-store.ts';
import { createQuotaStore } from '../../shared/aws/quota-store.ts';
import { readSettings } from '../../shared/aws/read-settings.ts';
import { createRejectedQueue } from '../../shared/aws/rejected-queue.ts';
import { createRulesSource } from '../../shared/aws/rules-source.ts';
import { createS3Client } from '../../shared/aws/s3-client.ts';
import { systemClock as clock } from '../../shared/aws/system-clock.ts';
import { createTrialStore } from '../../shared/aws/trial-store.ts';
import { createWakeUpQueue } from '../../shared/aws/wake-up-queue.ts';
import { createMxDirectory } from '../../shared/mx/directory.ts';
import { watchOutcomes } from '../../shared/outcome/watch-outcomes.ts';
import { loadRuleSet } from '../../shared/rules/load-rule-set.ts';
import type { ThrottlerPorts } from '../../shared/throttler/ports.ts';

/** Built once per execution environment. */
export function createThrottlerPorts() {
  const names = readEnvironment(
    process.env,
    'quotaTable',
    'backlogTable',
    'deliveryTable',
    'controlTable',
    'doubtTable',
    'quarantineTable',
    'evidenceTable',
    'addressSecretArn',
    'bucket',
    'priorityQueueArn',
    'wakeUpQueueArn',
    'wakeUpQueueUrl',
    'deliveryQueueUrl',
    'rejectedQueueUrl',
    'outcomeTopicArn',
  );
  const log = createFunctionLog('throttler', process.env);
  const dynamodb = createDynamoDbClient();
  const client = createSqsClient();
  const s3 = createS3Client(process.env);
  const servers = readDnsServers(process.env);
  const ports: ThrottlerPorts = {
    clock,
    random: Math.random,
    quota: createQuotaStore(dynamodb, names.quotaTable),
    backlog: createBacklogStore(dynamodb, names.backlogTable),
    pages: createPageStore(s3, names.bucket),
    delivery: createDeliveryStore(dynamodb, names.deliveryTable),
    control: createCachedControl(createControlStore(dynamodb, names.controlTable), clock),
    ...createKeysAndProofs(createSecretsClient(), names.addressSecretArn),
    quarantine: createQuarantineStore(dynamodb, names.quarantineTable),
    evidence: createEvidenceStore(dynamodb, names.evidenceTable),
    doubts: createDoubtStore(dynamodb, names.doubtTable),
    rules: createRulesSource({ dynamodb, s3, ...names }, loadRuleSet(shipped), clock),
    trials: createTrialStore(dynamodb, names.controlTable),
    directory: createMxDirectory({ dns: createDns(servers ? { servers } : {}), clock }),
    deliveryQueue: createMailQueue({ client, queueUrl: names.deliveryQueueUrl, log }),
    wakeUps: createWakeUpQueue({ client, queueUrl: names.wakeUpQueueUrl, log }),
    rejected: createRejectedQueue({
      client,
      queueUrl: names.rejectedQueueUrl,
      log,
      s3,
      bucket: names.bucket,
    }),
    outcomes: watchOutcomes(
      createOutcomePublisher({ client: createSnsClient(), topicArn: names.outcomeTopicArn, log }),
      log,
    ),
    settings: readSettings(process.env),
    log,
  };
  return { ports, log, queues: { priority: names.priorityQueueArn, wakeUp: names.wakeUpQueueArn } };
}
