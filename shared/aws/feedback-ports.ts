import shipped from '../../rules/shipped.json' with { type: 'json' };
import { classifierOf } from '../bounce/classifier-of.ts';
import type { BouncePorts } from '../bounce/ports.ts';
import { watchOutcomes } from '../outcome/watch-outcomes.ts';
import { loadRuleSet } from '../rules/load-rule-set.ts';
import { createDynamoDbClient, createSnsClient, createSqsClient } from './clients.ts';
import { createDeliveryStore } from './delivery-store.ts';
import { readEnvironment } from './environment.ts';
import { createEvidenceStore } from './evidence-store.ts';
import { createOutcomePublisher } from './outcome-publisher.ts';
import { createFunctionLog } from './powertools-log.ts';
import { createQuarantineStore } from './quarantine-store.ts';
import { createRejectedQueue } from './rejected-queue.ts';
import { createRulesSource } from './rules-source.ts';
import { createS3Client } from './s3-client.ts';
import { systemClock as clock } from './system-clock.ts';
import { createTrialStore } from './trial-store.ts';
import { createUnknownTexts } from './unknown-texts.ts';

/** All but the keys of addresses: what every function needs that judges what came back, and the clients it is made of. */
export function createFeedbackPorts(service: string, variables: NodeJS.ProcessEnv) {
  const names = readEnvironment(
    variables,
    'deliveryTable',
    'controlTable',
    'quarantineTable',
    'evidenceTable',
    'addressSecretArn',
    'bucket',
    'rejectedQueueUrl',
    'outcomeTopicArn',
  );
  const log = createFunctionLog(service, variables);
  const dynamodb = createDynamoDbClient();
  const s3 = createS3Client(variables);
  const ports: Omit<BouncePorts, 'addressKeys'> = {
    clock,
    random: Math.random,
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
  return { ports, log, s3, addressSecretArn: names.addressSecretArn };
}
