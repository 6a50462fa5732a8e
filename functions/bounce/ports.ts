import { createDynamoDbClient, createSnsClient } from '../../shared/aws/clients.ts';
import { createDeliveryStore } from '../../shared/aws/delivery-store.ts';
import { readEnvironment } from '../../shared/aws/environment.ts';
import { createOutcomePublisher } from '../../shared/aws/outcome-publisher.ts';
import { createFunctionLog } from '../../shared/aws/powertools-log.ts';
import type { BouncePorts } from '../../shared/bounce/confirm.ts';

/** Built once per execution environment. */
export function createBouncePorts() {
  const names = readEnvironment(process.env, 'deliveryTable', 'outcomeTopicArn');
  const log = createFunctionLog('bounce');
  const ports: BouncePorts = {
    delivery: createDeliveryStore(createDynamoDbClient(), names.deliveryTable),
    outcomes: createOutcomePublisher({ client: createSnsClient(), topicArn: names.outcomeTopicArn, log }),
    log,
  };
  return { ports, log };
}
