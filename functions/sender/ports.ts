import { createCachedControl } from '../../shared/aws/cached-control.ts';
import {
  createDynamoDbClient,
  createSendingClient,
  createSnsClient,
  createSqsClient,
} from '../../shared/aws/clients.ts';
import { createControlStore } from '../../shared/aws/control-store.ts';
import { createDeliveryStore } from '../../shared/aws/delivery-store.ts';
import { createDoubtStore } from '../../shared/aws/doubt-store.ts';
import { readEnvironment } from '../../shared/aws/environment.ts';
import { createLateContentSource } from '../../shared/aws/late-content-source.ts';
import { createMailQueue } from '../../shared/aws/mail-queue.ts';
import { createMailer } from '../../shared/aws/mailer.ts';
import { createOutcomePublisher } from '../../shared/aws/outcome-publisher.ts';
import { createFunctionLog } from '../../shared/aws/powertools-log.ts';
import { readSettings } from '../../shared/aws/read-settings.ts';
import { systemClock as clock } from '../../shared/aws/system-clock.ts';
import type { SenderPorts } from '../../shared/delivery/ports.ts';
import { watchOutcomes } from '../../shared/outcome/watch-outcomes.ts';

async function contentSource() {
  const [{ createContentSource }, { createS3Client }] = await Promise.all([
    import('../../shared/aws/content-source.ts'),
    import('../../shared/aws/s3-client.ts'),
  ]);
  return createContentSource(createS3Client(process.env));
}

/** Built once per execution environment. */
export function createSenderPorts() {
  const names = readEnvironment(
    process.env,
    'deliveryTable',
    'controlTable',
    'doubtTable',
    'deliveryQueueUrl',
    'priorityQueueUrl',
    'outcomeTopicArn',
  );
  const log = createFunctionLog('sender', process.env);
  const dynamodb = createDynamoDbClient();
  const client = createSqsClient();
  const ports: SenderPorts = {
    clock,
    control: createCachedControl(createControlStore(dynamodb, names.controlTable), clock),
    delivery: createDeliveryStore(dynamodb, names.deliveryTable),
    doubts: createDoubtStore(dynamodb, names.doubtTable),
    mailer: createMailer(createSendingClient(), createLateContentSource(contentSource)),
    outcomes: watchOutcomes(
      createOutcomePublisher({ client: createSnsClient(), topicArn: names.outcomeTopicArn, log }),
      log,
    ),
    deliveryQueue: createMailQueue({ client, queueUrl: names.deliveryQueueUrl, log }),
    priorityQueue: createMailQueue({ client, queueUrl: names.priorityQueueUrl, log }),
    settings: readSettings(process.env),
    log,
  };
  return { ports, log };
}
