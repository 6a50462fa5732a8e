import shipped from '../../rules/shipped.json' with { type: 'json' };
import { createDynamoDbClient, createS3Client } from '../../shared/aws/clients.ts';
import { readEnvironment } from '../../shared/aws/environment.ts';
import { createFeedSource } from '../../shared/aws/feed-source.ts';
import { createFunctionLog } from '../../shared/aws/powertools-log.ts';
import { createRulesStore } from '../../shared/aws/rules-store.ts';
import { systemClock as clock } from '../../shared/aws/system-clock.ts';
import { lintErrors } from '../../shared/rule-sync/lint-errors.ts';
import type { SyncPorts } from '../../shared/rule-sync/ports.ts';
import { loadRuleSetData } from '../../shared/rules/load-rule-set.ts';

/** Built once per execution environment. */
export function createSyncPorts() {
  const { controlTable, bucket, feedUrl, feedKeys } = readEnvironment(
    process.env,
    ...(['controlTable', 'bucket', 'feedUrl', 'feedKeys'] as const),
  );
  const log = createFunctionLog('rule-sync');
  const s3 = createS3Client(process.env);
  const ports: SyncPorts = {
    store: createRulesStore({ dynamodb: createDynamoDbClient(), controlTable, s3, bucket }),
    shipped: loadRuleSetData(shipped),
    clock,
    source: createFeedSource(feedUrl, { s3 }),
    address: feedUrl,
    trusted: feedKeys.split(','),
    lint: lintErrors,
    log,
  };
  return { ports, log };
}
