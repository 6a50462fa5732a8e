import { activateRules } from '../../../../local/activate-rules.ts';
import { demoProviders } from '../../../../local/demo/providers/catalogue.ts';
import { DEMO_ZONE } from '../../../../local/demo/providers/zone.ts';
import { SES_BEHAVIOUR, SES_LIMITS } from '../../../../local/demo/ses-behaviour.ts';
import { type Engine, startEngine } from '../../../../local/engine.ts';
import { leaveEngineFile } from '../../../../local/engine-file.ts';
import { createFeedSource } from '../../../../shared/aws/feed-source.ts';
import { createNotices } from '../../../../shared/aws/notices.ts';
import { createRulesStore } from '../../../../shared/aws/rules-store.ts';
import { systemClock } from '../../../../shared/aws/system-clock.ts';
import { SILENT } from '../../../../shared/ports/log.ts';
import { lintErrors } from '../../../../shared/rule-sync/lint-errors.ts';
import type { SyncPorts } from '../../../../shared/rule-sync/ports.ts';
import type { RuleSetData } from '../../../../shared/rules/schema.ts';
import { TRUSTED } from '../../../support/feed-releases.ts';
import { CA } from '../../../support/feed-server.ts';

/** The demo's engine with other rules; `mxp` finds it by the engine file. */
export async function startRulesEngine(start: RuleSetData): Promise<Engine> {
  const engine = await startEngine({
    ...SES_BEHAVIOUR,
    zone: DEMO_ZONE,
    providers: demoProviders(),
    sesLimits: SES_LIMITS,
    parameters: { deliveryEvents: 'all' },
    prepare: activateRules(start),
    log: () => {},
  });
  const remove = await leaveEngineFile(engine);
  return { ...engine, stop: () => remove().then(engine.stop) };
}

/** What functions/rule-sync/ports.ts connects, on the engine's servers; the authority of the feed's certificate is the test's. */
export function nightlyPorts({ stack, clients }: Engine, shipped: RuleSetData, address: string): SyncPorts {
  const { dynamodb, s3, sns } = clients;
  const {
    ControlTableName: controlTable = '',
    StateBucketName: bucket = '',
    NoticeTopicArn = '',
  } = stack.outputs;
  return {
    store: createRulesStore({ dynamodb, s3, controlTable, bucket }),
    shipped,
    clock: systemClock,
    source: createFeedSource(address, { s3, ca: CA }),
    address,
    trusted: TRUSTED,
    lint: lintErrors,
    log: SILENT,
    notices: createNotices({ client: sns, topicArn: NoticeTopicArn }),
  };
}
