import shipped from '../../rules/shipped.json' with { type: 'json' };
import { createKeysAndProofs } from '../../shared/aws/address-keys.ts';
import {
  createDynamoDbClient,
  createSecretsClient,
  createSnsClient,
  createSqsClient,
} from '../../shared/aws/clients.ts';
import { createDeliveryStore } from '../../shared/aws/delivery-store.ts';
import { readEnvironment } from '../../shared/aws/environment.ts';
import { createEvidenceStore } from '../../shared/aws/evidence-store.ts';
import { createOutcomePublisher } from '../../shared/aws/outcome-publisher.ts';
import { createFunctionLog } from '../../shared/aws/powertools-log.ts';
import { createQuarantineStore } from '../../shared/aws/quarantine-store.ts';
import { createRawMails } from '../../shared/aws/raw-mails.ts';
import { createRejectedQueue } from '../../shared/aws/rejected-queue.ts';
import { createRulesSource } from '../../shared/aws/rules-source.ts';
import { createS3Client } from '../../shared/aws/s3-client.ts';
import { systemClock as clock } from '../../shared/aws/system-clock.ts';
import { createTrialStore } from '../../shared/aws/trial-store.ts';
import { createUnknownTexts } from '../../shared/aws/unknown-texts.ts';
import { classifierOf } from '../../shared/bounce/classifier-of.ts';
import { watchOutcomes } from '../../shared/outcome/watch-outcomes.ts';
import type { ReturnedPorts } from '../../shared/returned/ports.ts';
import { loadRuleSet } from '../../shared/rules/load-rule-set.ts';

/** Built once per execution environment. */
export function createReturnedPorts() {
  const names = readEnvironment(
    process.env,
    'deliveryTable',
    'controlTable',
    'quarantineTable',
    'evidenceTable',
    'addressSecretArn',
    'bucket',
    'rejectedQueueUrl',
    'outcomeTopicArn',
  );
  const log = createFunctionLog('returned-mail', process.env);
  const dynamodb = createDynamoDbClient();
  const s3 = createS3Client(process.env);
  const ports: ReturnedPorts = {
    clock,
    random: Math.random,
    ...createKeysAndProofs(createSecretsClient(), names.addressSecretArn),
    mails: createRawMails(s3),
    delivery: createDeliveryStore(dynamodb, names.deliveryTable),
    quarantine: createQuarantineStore(dynamodb, names.quarantineTable),
    evidence: createEvidenceStore(dynamodb, names.evidenceTable),
    rules: createRulesSource({ dynamodb, s3, ...names }, loadRuleSet(shipped), clock),
    trials: createTrialStore(dynamodb, names.controlTable),
    unknownTexts: createUnknownTexts(dynamodb, names.controlTable),
    classifierOf,
    outcomes: watchOutcomes(
      createOutcomePublisher({ client: createSnsClient(), topicArn: names.outcomeTopicArn, log }),
      log,
    ),
    rejected: createRejectedQueue({
      client: createSqsClient(),
      queueUrl: names.rejectedQueueUrl,
      log,
      s3,
      bucket: names.bucket,
    }),
    log,
  };
  return { ports, log };
}
