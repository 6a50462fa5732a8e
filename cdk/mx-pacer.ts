import { Annotations, Stack } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { audienceText } from '../shared/settings/audience.ts';
import { createBounce } from './constructs/bounce.ts';
import { FUNCTIONS_ROOT } from './constructs/function.ts';
import { nameMetrics } from './constructs/metric-names.ts';
import { createOutputs } from './constructs/outputs.ts';
import type { Functions, Pipeline } from './constructs/pipeline.ts';
import { createPipeline } from './constructs/pipeline-state.ts';
import { createReturnedMail } from './constructs/returned-mail.ts';
import { createRuleSync } from './constructs/rule-sync.ts';
import { createSender } from './constructs/sender.ts';
import { createSweeper } from './constructs/sweeper.ts';
import { createThrottler } from './constructs/throttler.ts';
import type { MxPacerProps } from './mx-pacer-props.ts';
import { type PacerParameters, parsePacerParameters } from './pacer-parameters.ts';

/** Checks the props; throws an error that names all that is wrong with them. */
function parametersOf(path: string, props: unknown): PacerParameters {
  const result = parsePacerParameters(props);
  if (result.ok) return result.parameters;
  throw new Error(`MxPacer ${path}: ${result.problems.join('; ')}`);
}

/**
 * The mail's whole way from upstream's queues to SES and back; see design §1 for the picture. One a stack, because `mxp
 * --stack` finds it by the stack's outputs.
 *
 * @example
 * const pacer = new MxPacer(this, 'Mail', { identity: ['news.example.com'] });
 * pacer.outboundQueue.grantSendMessages(shop);
 */
export class MxPacer extends Construct {
  /** Upstream sends mails here. */
  readonly outboundQueue: IQueue;
  /** Upstream sends mails here that may overtake. */
  readonly priorityQueue: IQueue;
  /** Input that was no mail, each with its reason. */
  readonly rejectedQueue: IQueue;
  /** What became of the mails, for upstream. */
  readonly outcomeTopic: ITopic;
  /** What operators may want to act on. */
  readonly noticeTopic: ITopic;
  /** Everything it is made of. */
  readonly pipeline: Pipeline;
  readonly functions: Functions;
  /** Tells of returned mail; only where mail is returned to. */
  readonly returnedMailQueue: Queue | undefined;

  constructor(scope: Construct, id: string, { functionsRoot = FUNCTIONS_ROOT, ...props }: MxPacerProps) {
    super(scope, id);
    this.refuseSecond();
    const parameters = parametersOf(this.node.path, props);
    const pipeline = createPipeline(this, parameters, functionsRoot);
    const returned = createReturnedMail(this, pipeline);
    this.functions = {
      throttler: createThrottler(this, pipeline),
      sender: createSender(this, pipeline),
      bounce: createBounce(this, pipeline),
      returnedMail: returned?.fn,
      sweeper: createSweeper(this, pipeline),
      ruleSync: createRuleSync(this, pipeline),
    };
    nameMetrics(this, this.functions, parameters.metricRules);
    createOutputs(this, pipeline);
    this.warnOfExamples(parameters);
    this.tellAudience(parameters);
    this.returnedMailQueue = returned?.queue;
    this.pipeline = pipeline;
    this.outboundQueue = pipeline.queues.outbound;
    this.priorityQueue = pipeline.queues.priority;
    this.rejectedQueue = pipeline.queues.rejected;
    this.outcomeTopic = pipeline.outcomes;
    this.noticeTopic = pipeline.notices;
  }

  private refuseSecond(): void {
    const first = Stack.of(this)
      .node.findAll()
      .find((one) => one !== this && one instanceof MxPacer);
    if (first)
      throw new Error(
        `MxPacer ${this.node.path}: ${first.node.path} is in this stack already; give each a stack of its own`,
      );
  }

  /** Nobody can send from an example domain (RFC 2606); cdk.json names one so that a first synth works. */
  private warnOfExamples({ identity }: PacerParameters): void {
    const example = identity.find((name) => /(?:^|[.@])example\.(?:com|net|org)$/i.test(name));
    if (example !== undefined)
      Annotations.of(Stack.of(this)).addWarningV2(
        'mx-pacer:exampleIdentity',
        `identity is ${example}: before you deploy, name the domain or address that you verified at SES (-c identity=…)`,
      );
  }

  /** Nobody wonders later why mail ended as suppressed. */
  private tellAudience(parameters: PacerParameters): void {
    if (parameters.production) return;
    Annotations.of(Stack.of(this)).addInfo(
      `not marked production: mails ${audienceText(parameters)}, other mail ends as suppressed (-c production=true mails everyone)`,
    );
  }
}
