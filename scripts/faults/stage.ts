import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { type Connection, connect } from '../../cli/connection.ts';
import { activateRules } from '../../local/activate-rules.ts';
import { createDoubtCount } from '../../local/demo/audit/doubts.ts';
import { demoProviders } from '../../local/demo/providers/catalogue.ts';
import { DEMO_ZONE } from '../../local/demo/providers/zone.ts';
import { SES_LIMITS } from '../../local/demo/ses-behaviour.ts';
import { type Engine, startEngine } from '../../local/engine.ts';
import { engineDeployment } from '../../local/engine-deployment.ts';
import { collectOutcomes, type OutcomeCollector } from '../../local/outcome-collector.ts';
import { createStops } from '../../local/stops.ts';
import demo from '../../rules/demo.json' with { type: 'json' };
import { letPass, type Meddle, startProxy } from './proxy.ts';

/** An engine with something between its functions and its servers. */
export interface Stage {
  readonly engine: Engine;
  readonly connection: Connection;
  readonly outcomes: OutcomeCollector;
  /** Calls to SES that were cut off, by the senders' log. */
  readonly doubts: () => number;
  /** From now on. */
  readonly meddle: (meddle: Meddle) => void;
  readonly stop: () => Promise<void>;
}

/**
 * What fails comes back after this instead of three to six minutes, for nobody wants to wait that long. More than a batch
 * takes, as deployed.
 */
export const VISIBILITY_SECONDS = 15;

async function shortenVisibility({ stack, clients }: Engine): Promise<void> {
  for (const { url, redrive } of stack.queues)
    if (redrive)
      await clients.sqs.send(
        new SetQueueAttributesCommand({
          QueueUrl: url,
          Attributes: { VisibilityTimeout: String(VISIBILITY_SECONDS) },
        }),
      );
}

/** Starts the demo's system with the functions as they are deployed; nothing is meddled with yet. */
export async function startStage(parameters: Readonly<Record<string, unknown>>): Promise<Stage> {
  const stops = createStops();
  const doubts = createDoubtCount();
  const verbose = process.env['MXP_LOG'] !== undefined;
  let current = letPass;
  try {
    const engine = stops.add(
      await startEngine({
        zone: DEMO_ZONE,
        providers: demoProviders(),
        sesLimits: SES_LIMITS,
        parameters,
        prepare: activateRules(demo),
        between: async (_server, url) =>
          stops.add(await startProxy(url, (call, forward) => current(call, forward))).url,
        log: (source, line) => {
          doubts.read(source, line);
          if (verbose) console.error(`${source}: ${line}`);
        },
      }),
    );
    await shortenVisibility(engine);
    const outcomes = await collectOutcomes(engine.clients, engine.stack.outputs['OutcomeTopicArn'] ?? '');
    stops.push(() => outcomes.finish());
    return {
      engine,
      outcomes,
      connection: connect(engineDeployment(engine)),
      doubts: doubts.count,
      meddle: (meddle) => {
        current = meddle;
      },
      stop: stops.all,
    };
  } catch (error) {
    await stops.all();
    throw error;
  }
}
