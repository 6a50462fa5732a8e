import { readAccount } from '../../shared/aws/account.ts';
import { createBacklogStore } from '../../shared/aws/backlog-store.ts';
import { createDynamoDbClient, createSesClient, createSqsClient } from '../../shared/aws/clients.ts';
import { createControlStore } from '../../shared/aws/control-store.ts';
import { readEnvironment } from '../../shared/aws/environment.ts';
import { createFunctionLog } from '../../shared/aws/powertools-log.ts';
import { createQuotaStore } from '../../shared/aws/quota-store.ts';
import { readRulesStanding } from '../../shared/aws/rules-standing.ts';
import { systemClock as clock } from '../../shared/aws/system-clock.ts';
import { createWakeUpQueue } from '../../shared/aws/wake-up-queue.ts';
import type { SweepPorts } from '../../shared/sweeper/sweep.ts';

/** Built once per execution environment. */
export function createSweepPorts() {
  const names = readEnvironment(process.env, 'quotaTable', 'backlogTable', 'controlTable', 'wakeUpQueueUrl');
  const log = createFunctionLog('sweeper', process.env);
  const dynamodb = createDynamoDbClient();
  const ses = createSesClient();
  const ports: SweepPorts = {
    clock,
    quota: createQuotaStore(dynamodb, names.quotaTable),
    backlog: createBacklogStore(dynamodb, names.backlogTable),
    wakeUps: createWakeUpQueue({ client: createSqsClient(), queueUrl: names.wakeUpQueueUrl, log }),
    control: createControlStore(dynamodb, names.controlTable),
    rules: () => readRulesStanding(dynamodb, names.controlTable),
    askAccount: () => readAccount(ses, clock.now()),
    log,
  };
  return { ports, log };
}
