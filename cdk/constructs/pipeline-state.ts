import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { encodeSettings } from '../../shared/settings/codec.ts';
import type { PacerParameters } from '../pacer-parameters.ts';
import { createAddressSecret } from './address-secret.ts';
import { createConfigurationSets } from './configuration-sets.ts';
import type { Pipeline } from './pipeline.ts';
import { createQueues } from './queues.ts';
import { settingsOf } from './settings.ts';
import { createStateBucket } from './state-bucket.ts';
import { createTables } from './tables.ts';
import { createTopicKey } from './topic-key.ts';
import { createFeedbackTopic, createNoticeTopic, createOutcomeTopic } from './topics.ts';

/** All but the functions: what they read, write and are told. */
export function createPipeline(scope: Construct, parameters: PacerParameters, entryRoot: string): Pipeline {
  const queues = createQueues(scope);
  const topicKey = createTopicKey(scope);
  const feedback = createFeedbackTopic(scope, topicKey, queues.feedback);
  const configurationSets = createConfigurationSets(scope, parameters, feedback);
  return {
    parameters,
    queues,
    tables: createTables(scope, parameters.warmWrites),
    bucket: createStateBucket(scope),
    addressSecret: createAddressSecret(scope),
    feedback,
    outcomes: createOutcomeTopic(scope),
    notices: createNoticeTopic(scope, topicKey),
    topicKey,
    configurationSets,
    settings: Stack.of(scope).toJsonString(encodeSettings(settingsOf(parameters, configurationSets))),
    entryRoot,
  };
}
