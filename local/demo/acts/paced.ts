import { type Connection, connect } from '../../../cli/connection.ts';
import type { OutcomeEvent } from '../../../shared/outcome/event.ts';
import type { KeyStatus } from '../../../shared/quota/key-status.ts';
import { SECOND } from '../../../shared/time/units.ts';
import type { Engine } from '../../engine.ts';
import { engineDeployment } from '../../engine-deployment.ts';
import { collectOutcomes } from '../../outcome-collector.ts';
import type { AcceptedMail } from '../audit/accepted.ts';
import type { SampleMail, Wave } from '../campaign.ts';
import type { Screen } from '../screen.ts';
import { demoScript, NO_SCRIPT, type Script } from '../script/script.ts';
import type { Scene, StepResult } from '../script/step.ts';
import { type FeedbackTap, tapFeedback } from './feedback-tap.ts';
import { pacedLines } from './paced-screen.ts';
import { startUpstream } from './upstream.ts';
import { createVerdictBoard } from './verdict-board.ts';
import { acceptedOf, isOver, observe, waitingOf } from './watch.ts';

export interface PacedOptions {
  readonly waves: readonly Wave[];
  /** What happens on the way belongs to the sample campaign. */
  readonly scripted: boolean;
  /** The act ends after this, whatever still waits. */
  readonly mostMillis: number;
  readonly screen: Pick<Screen, 'draw' | 'say' | 'note'>;
}

/** What is known when the act is over. */
export interface Paced {
  /** Those of the waves that had begun. */
  readonly mails: readonly SampleMail[];
  readonly events: readonly OutcomeEvent[];
  readonly statuses: readonly KeyStatus[];
  readonly waiting: number;
  readonly onTheWay: number;
  readonly accepted: readonly AcceptedMail[];
  readonly steps: readonly StepResult[];
  /** Limits were raised under way. */
  readonly raised: boolean;
  readonly seconds: number;
}

interface Stage {
  readonly engine: Engine;
  readonly connection: Connection;
  readonly events: ReadonlyMap<string, OutcomeEvent>;
  readonly tap: FeedbackTap | undefined;
  readonly script: Script;
  readonly options: PacedOptions;
  readonly toOf: (id: string) => string;
}

/** SES tries again, and people complain, some seconds later: so long without any event, and nothing more comes. */
const QUIET = 10 * SECOND;

/** Says when no event has come for a while. */
function createSilence(begun: number) {
  let count = 0;
  let since = begun;
  return (events: number, now: number): boolean => {
    if (events !== count) since = now;
    count = events;
    return now - since >= QUIET;
  };
}

/** Looks once a second, until nothing moves any more or the time is over; answers the mails that were queued. */
async function watchAct(stage: Stage): Promise<readonly SampleMail[]> {
  const { engine, connection, events, tap, script, options } = stage;
  const { screen } = options;
  const begun = Date.now();
  const upstream = startUpstream(engine, options.waves, screen.say);
  const board = createVerdictBoard(stage.toOf, screen);
  const isQuiet = createSilence(begun);
  upstream.look(0);
  for (let over = false; !over; ) {
    await new Promise((resolve) => setTimeout(resolve, SECOND));
    const { statuses, onTheWay } = await observe(engine, connection);
    const now = Date.now();
    const millis = now - begun;
    upstream.look(millis);
    const all = [...events.values()];
    const verdicts = board.look(all);
    const scene: Scene = { now, millis, events: all, statuses, bounces: tap?.bounces ?? [] };
    for (const step of script.steps) screen.say(await step.look(scene));
    const seconds = Math.round(millis / SECOND);
    const view = { now, seconds, queued: upstream.queued(), accepted: acceptedOf(engine), statuses };
    screen.draw(pacedLines(view), now, verdicts);
    const settled = upstream.done() && isQuiet(all.length, now) && isOver(statuses, onTheWay);
    over = settled || millis >= options.mostMillis;
  }
  await upstream.finish();
  return upstream.mails();
}

/** Sends the waves through the engine, shows the way they go, and waits until nothing moves any more. */
export async function runPaced(engine: Engine, options: PacedOptions): Promise<Paced> {
  const { clients, stack } = engine;
  const connection = connect(engineDeployment(engine));
  const outcomes = await collectOutcomes(clients, stack.outputs['OutcomeTopicArn'] ?? '');
  const addresses = new Map(options.waves.flatMap((wave) => wave.mails).map(({ id, to }) => [id, to]));
  const toOf = (id: string): string => addresses.get(id) ?? id;
  const topic = stack.outputs['FeedbackTopicArn'] ?? '';
  const tap = options.scripted ? await tapFeedback(clients, topic) : undefined;
  const script = options.scripted ? demoScript(engine, connection, toOf) : NO_SCRIPT;
  const begun = Date.now();
  for (const step of script.steps) options.screen.say((await step.begin?.()) ?? []);
  const mails = await watchAct({ engine, connection, events: outcomes.events, tap, script, options, toOf });
  const steps: StepResult[] = [];
  for (const step of script.steps) steps.push(await step.end());
  await engine.settle();
  await Promise.all([outcomes.finish(), tap?.stop()]);
  const { statuses, onTheWay } = await observe(engine, connection);
  return {
    mails,
    events: [...outcomes.events.values()],
    statuses,
    waiting: waitingOf(statuses),
    onTheWay,
    accepted: acceptedOf(engine),
    steps,
    raised: script.raised(),
    seconds: Math.round((Date.now() - begun) / SECOND),
  };
}
