import { setTimeout as pause } from 'node:timers/promises';
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { readStatus } from '../../cli/commands/status.ts';
import { deadQueuesOf } from '../../cli/dlq/queues.ts';
import { acceptedOf, waitingOf } from '../../local/demo/acts/watch.ts';
import { countMessages, queueUrlOf } from '../../local/waiting.ts';
import { inChunks } from '../../shared/aws/in-chunks.ts';
import type { MailId } from '../../shared/message/mail.ts';
import { DISPOSITIONS } from '../../shared/outcome/event.ts';
import { SECOND } from '../../shared/time/units.ts';
import { seeded } from '../../test/property/world/random.ts';
import { audit, type Row } from './audit.ts';
import { type FaultMail, mailsFor } from './mails.ts';
import { letPass } from './proxy.ts';
import type { Hands, Scenario } from './scenario.ts';
import { type Stage, startStage } from './stage.ts';

/** After the fault; what is not settled by then is told as waiting or lost. */
const PATIENCE = 300 * SECOND;
const LOOK_EVERY = 500;
/** So long nothing may be on its way before all counts as settled. */
const QUIET = 2 * SECOND;

async function enqueue({ engine }: Stage, mails: readonly FaultMail[]): Promise<void> {
  const QueueUrl = queueUrlOf(engine.stack, 'OutboundQueue');
  for (const some of inChunks(mails, 10)) {
    const Entries = some.map(({ body }, at) => ({ Id: String(at), MessageBody: body }));
    await engine.clients.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  }
}

const QUEUES = ['OutboundQueue', 'PriorityQueue', 'DeliveryQueue', 'FeedbackQueue'];

/** Messages of the queues, and mails of the backlog. */
async function onTheWay({ engine, connection }: Stage): Promise<number> {
  const counts = await Promise.all([
    ...QUEUES.map((name) => countMessages(engine.clients, queueUrlOf(engine.stack, name))),
    readStatus(connection).then(waitingOf),
  ]);
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Ids of mails that upstream was told the end of. */
const endedIds = ({ outcomes }: Stage): ReadonlySet<string> =>
  new Set(
    [...outcomes.events.values()]
      .filter(({ kind }) => (DISPOSITIONS as readonly string[]).includes(kind))
      .map(({ id }) => id),
  );

/** Upstream knows of every mail all that it will hear. */
function isTold(stage: Stage, mails: readonly FaultMail[], doubtful: readonly string[]): boolean {
  const events = [...stage.outcomes.events.values()];
  const known = new Set([...endedIds(stage), ...doubtful]);
  const bounced = new Set<string>(events.filter(({ kind }) => kind === 'bounced').map(({ id }) => id));
  return mails.every(({ id, bounce }) => known.has(id) && (!bounce || bounced.has(id)));
}

/** Ids without an end that a dead sender has claimed, and SES never had. */
async function doubtfulOf(stage: Stage, mails: readonly FaultMail[]): Promise<readonly string[]> {
  const ended = endedIds(stage);
  const taken = new Set(acceptedOf(stage.engine).map(({ recipient }) => recipient));
  const open = mails.filter(({ id, to }) => !ended.has(id) && !taken.has(to));
  const rows = await Promise.all(open.map(({ id }) => stage.connection.delivery.get(id as MailId)));
  return open
    .filter((_, at) => rows[at]?.state === 'claimed' && (rows[at]?.until ?? 0) < Date.now())
    .map(({ id }) => id);
}

/** How many mails were sent again after a doubt. */
async function resentOf({ connection }: Stage, mails: readonly FaultMail[]): Promise<number> {
  const rows = await Promise.all(mails.map(({ id }) => connection.delivery.get(id as MailId)));
  return rows.filter((row) => row?.resent).length;
}

/** Whether every mail has ended and nothing moves; a look that a busy machine does not answer says no. */
async function isSettled(stage: Stage, mails: readonly FaultMail[], tell: (text: string) => void) {
  try {
    const moving = await onTheWay(stage);
    const doubtful = await doubtfulOf(stage, mails);
    tell(`healed; ${moving} on their way, ${acceptedOf(stage.engine).length} of ${mails.length} handed over`);
    return moving === doubtful.length && isTold(stage, mails, doubtful);
  } catch {
    return false;
  }
}

/** Waits until all has been settled for a while; answers since when, or now when that took too long. */
async function settled(
  stage: Stage,
  mails: readonly FaultMail[],
  tell: (text: string) => void,
): Promise<number> {
  const until = Date.now() + PATIENCE;
  let quietSince: number | undefined;
  while (Date.now() < until) {
    const isQuiet = await isSettled(stage, mails, tell);
    quietSince = isQuiet ? (quietSince ?? Date.now()) : undefined;
    if (quietSince !== undefined && Date.now() - quietSince >= QUIET) return quietSince;
    await pause(LOOK_EVERY);
  }
  return Date.now();
}

/** A slow machine gets this long until the fault has acted often enough. */
const MOST_ACTING = 120 * SECOND;

/** Half of the mails when the fault begins, half when it has acted; its time counts from then. */
async function underFault(
  { begin, lasts, enough = 1 }: Scenario,
  hands: Hands,
  mails: readonly FaultMail[],
  injected: () => number,
): Promise<void> {
  const until = Date.now() + MOST_ACTING;
  const acted = async (times: number) => {
    while (injected() < times && Date.now() < until) await pause(LOOK_EVERY / 5);
  };
  hands.stage.meddle(await begin(hands));
  const half = Math.ceil(mails.length / 2);
  await enqueue(hands.stage, mails.slice(0, half));
  await acted(1);
  await pause(lasts / 2);
  await enqueue(hands.stage, mails.slice(half));
  await pause(lasts / 2);
  await acted(enough);
  hands.stage.meddle(letPass);
}

async function deadLettersOf({ connection }: Stage): Promise<number> {
  const counts = await Promise.all(
    deadQueuesOf(connection.deployment).map((queue) => connection.deadLetters(queue).count()),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Runs one scenario on an engine of its own and audits it. `tell` hears how far it is. */
export async function runScenario(
  scenario: Scenario,
  seed: number,
  tell: (text: string) => void,
): Promise<Row> {
  tell('starting the engine');
  const stage = await startStage(scenario.noEvents ? {} : { deliveryEvents: 'all' });
  try {
    let injected = 0;
    const inject = () => {
      injected += 1;
    };
    const hands: Hands = { stage, random: seeded(seed), inject };
    const mails = mailsFor(scenario, Date.now());
    tell(`fault for ${scenario.lasts / SECOND} s`);
    await underFault(scenario, hands, mails, () => injected);
    const healedAt = Date.now();
    await scenario.heal?.(hands);
    const settledAt = await settled(stage, mails, tell);
    await stage.engine.settle();
    const more = (await scenario.check?.(hands, mails)) ?? [];
    const doubtful = await doubtfulOf(stage, mails);
    const resent = await resentOf(stage, mails);
    const waiting = Math.max(0, (await onTheWay(stage)) - doubtful.length);
    const deadLetters = await deadLettersOf(stage);
    await stage.outcomes.finish();
    const events = [...stage.outcomes.events.values()];
    const accepted = acceptedOf(stage.engine);
    const books = {
      mails,
      events,
      accepted,
      waiting,
      doubtful,
      resent,
      deadLetters,
      doubts: stage.doubts(),
      injected,
      healedAt,
      settledAt,
    };
    return audit(scenario, books, more);
  } finally {
    await stage.stop();
  }
}
