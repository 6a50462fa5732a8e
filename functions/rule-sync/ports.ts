import shipped from '../../rules/shipped.json' with { type: 'json' };
import { createDynamoDbClient, createSnsClient } from '../../shared/aws/clients.ts';
import { readEnvironment } from '../../shared/aws/environment.ts';
import { createFeedSource } from '../../shared/aws/feed-source.ts';
import { createNotices } from '../../shared/aws/notices.ts';
import { createFunctionLog } from '../../shared/aws/powertools-log.ts';
import { createRulesStore } from '../../shared/aws/rules-store.ts';
import { createS3Client } from '../../shared/aws/s3-client.ts';
import { readSentLastDay } from '../../shared/aws/sent-last-day.ts';
import { systemClock as clock } from '../../shared/aws/system-clock.ts';
import { createTrialStore } from '../../shared/aws/trial-store.ts';
import { lintErrors } from '../../shared/rule-sync/lint-errors.ts';
import type { SyncPorts } from '../../shared/rule-sync/ports.ts';
import { loadRuleSetData } from '../../shared/rules/load-rule-set.ts';

/** Built once per execution environment. */
export function createSyncPorts() {
  const { controlTable, bucket, feedUrl, feedKeys, rulesTrialShare, noticeTopicArn } = readEnvironment(
    process.env,
    ...(['controlTable', 'bucket', 'feedUrl', 'feedKeys', 'rulesTrialShare', 'noticeTopicArn'] as const),
  );
  const log = createFunctionLog('rule-sync', process.env);
  const s3 = createS3Client(process.env);
  const dynamodb = createDynamoDbClient();
  const ports: SyncPorts = {
    store: createRulesStore({ dynamodb, controlTable, s3, bucket }),
    shipped: loadRuleSetData(shipped),
    clock,
    source: createFeedSource(feedUrl, { s3 }),
    address: feedUrl,
    trusted: feedKeys.split(','),
    lint: lintErrors,
    log,
    trials: {
      counts: createTrialStore(dynamodb, controlTable),
      share: Number(rulesTrialShare),
      sentLastDay: () => readSentLastDay(dynamodb, controlTable),
    },
    notices: createNotices({ client: createSnsClient(), topicArn: noticeTopicArn }),
  };
  return { ports, log };
}
