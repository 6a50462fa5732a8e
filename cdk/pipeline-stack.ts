import { Annotations, type App, Stack, type StackProps } from 'aws-cdk-lib';
import { encodeSettings } from '../shared/settings/codec.ts';
import { createAddressSecret } from './constructs/address-secret.ts';
import { createBounce } from './constructs/bounce.ts';
import { createConfigurationSets } from './constructs/configuration-sets.ts';
import { FUNCTIONS_ROOT } from './constructs/function.ts';
import { createOutputs } from './constructs/outputs.ts';
import type { Pipeline } from './constructs/pipeline.ts';
import { createQueues } from './constructs/queues.ts';
import { createReturnedMail } from './constructs/returned-mail.ts';
import { createRuleSync } from './constructs/rule-sync.ts';
import { createSender } from './constructs/sender.ts';
import { settingsOf } from './constructs/settings.ts';
import { createStateBucket } from './constructs/state-bucket.ts';
import { createSweeper } from './constructs/sweeper.ts';
import { createTables } from './constructs/tables.ts';
import { createThrottler } from './constructs/throttler.ts';
import { createFeedbackTopic, createNoticeTopic, createOutcomeTopic } from './constructs/topics.ts';
import type { Parameters } from './parameters.ts';

/** What the stack is made from; `stackName` and `env` as in every stack. */
export interface PipelineStackProps extends StackProps {
  readonly parameters: Parameters;
  /**
   * Folder that holds `<name>/handler.ts` of each function.
   * @default functions/ of this project
   */
  readonly entryRoot?: string;
}

/** The mail's whole way from upstream's queues to SES and back; see design §1 for the picture. */
export class PipelineStack extends Stack {
  constructor(
    app: App,
    id: string,
    { parameters, entryRoot = FUNCTIONS_ROOT, ...props }: PipelineStackProps,
  ) {
    super(app, id, {
      description: 'MX Pacer: hands mail over to Amazon SES at the pace that each MX takes',
      analyticsReporting: false,
      ...props,
    });
    const pipeline = this.createState(parameters, entryRoot);
    createThrottler(this, pipeline);
    createSender(this, pipeline);
    createBounce(this, pipeline);
    createReturnedMail(this, pipeline);
    createSweeper(this, pipeline);
    createRuleSync(this, pipeline);
    createOutputs(this, pipeline);
    this.warnOfExamples(parameters);
  }

  private createState(parameters: Parameters, entryRoot: string): Pipeline {
    const queues = createQueues(this);
    const feedback = createFeedbackTopic(this, queues.feedback);
    const configurationSets = createConfigurationSets(this, parameters, feedback);
    return {
      parameters,
      queues,
      tables: createTables(this),
      bucket: createStateBucket(this),
      addressSecret: createAddressSecret(this),
      feedback,
      outcomes: createOutcomeTopic(this),
      notices: createNoticeTopic(this),
      configurationSets,
      settings: this.toJsonString(encodeSettings(settingsOf(parameters, configurationSets))),
      entryRoot,
    };
  }

  /** cdk.json names an example so that a first synth works; nobody can send from it (RFC 2606). */
  private warnOfExamples({ identity }: Parameters): void {
    const example = identity.find((name) => /(?:^|[.@])example\.(?:com|net|org)$/i.test(name));
    if (example !== undefined)
      Annotations.of(this).addWarningV2(
        'mx-pacer:exampleIdentity',
        `identity is ${example}: before you deploy, name the domain or address that you verified at SES (-c identity=…)`,
      );
  }
}
