import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { readStatus } from '../../cli/commands/status.ts';
import { connect } from '../../cli/connection.ts';
import type { KeyStatus } from '../../shared/quota/key-status.ts';
import { MINUTE, SECOND } from '../../shared/time/units.ts';
import type { Engine } from '../engine.ts';
import { engineDeployment } from '../engine-deployment.ts';
import { collectOutcomes } from '../outcome-collector.ts';
import { countMessages, queueUrlOf } from '../waiting.ts';
import { type AcceptedMail, auditAccepted } from './audit.ts';
import type { SampleMail } from './campaign.ts';
import { demoKeyOf } from './demo-keys.ts';
import { progressLines } from './progress.ts';
import { type Summary, summaryOf } from './report.ts';
import { tallyOf } from './tally.ts';

export interface RunOptions {
  readonly mails: readonly SampleMail[];
  /** The run ends after this, whatever still waits. */
  readonly mostMillis: number;
  /** When the program began, for the time to the first hand-over. */
  readonly startedAt: number;
  /** Gets the present lines, once a second. */
  readonly draw: (lines: readonly string[]) => void;
}

const BATCH = 10;
const MOST_LINES = 8;

/** Queues the mails as upstream would, in batches of ten. */
async function enqueue({ clients, stack }: Engine, mails: readonly SampleMail[]): Promise<void> {
  const QueueUrl = queueUrlOf(stack, 'OutboundQueue');
  for (let from = 0; from < mails.length; from += BATCH) {
    const Entries = mails
      .slice(from, from + BATCH)
      .map(({ body }, at) => ({ Id: String(at), MessageBody: body }));
    await clients.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  }
}

const acceptedOf = (engine: Engine): readonly AcceptedMail[] =>
  engine.ses.accepted.map(({ recipient, mx = 'no MX', at }) => ({ recipient, mx, at }));

/** Hand-overs of the last minute by the name that a quota key ends with. */
function sentLately(engine: Engine, now: number): (key: string) => number {
  const counts = new Map<string, number>();
  for (const { mx, at } of acceptedOf(engine)) {
    if (at < now - MINUTE) continue;
    const { name } = demoKeyOf(mx);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return (key) => counts.get(key.split('|').at(-1) ?? key) ?? 0;
}

/** Nothing is on its way that could still arrive in the time left: what drains by then, or holds a slot, is worth waiting for. */
function isOver(statuses: readonly KeyStatus[], onTheWay: number, leftMillis: number): boolean {
  if (leftMillis <= 0) return true;
  const draining = statuses.filter(({ drainMillis }) => drainMillis !== undefined);
  const worthWaiting = draining.some(({ drainMillis = 0 }) => drainMillis <= leftMillis);
  const pacing = statuses.some(({ state }) => state === 'pacing');
  return !worthWaiting && !pacing && (onTheWay === 0 || draining.length > 0);
}

/** Hand-overs beyond the mails that were queued for a recipient. */
function doubles(mails: readonly SampleMail[], accepted: readonly AcceptedMail[]): number {
  const wanted = new Map<string, Set<string>>();
  for (const { id, to } of mails) wanted.set(to, (wanted.get(to) ?? new Set()).add(id));
  const got = Map.groupBy(accepted, ({ recipient }) => recipient);
  return [...got].reduce(
    (sum, [to, copies]) => sum + Math.max(0, copies.length - (wanted.get(to)?.size ?? 0)),
    0,
  );
}

function headLine(mails: number, ended: number, statuses: readonly KeyStatus[], seconds: number): string {
  const waiting = statuses.reduce((sum, status) => sum + status.waiting, 0);
  return `${String(seconds).padStart(4)} s   ${mails} messages   ${ended} outcomes   ${waiting} waiting`;
}

/** Sends the mails through the engine, shows the way they go, and recounts everything at the end. */
export async function runCampaign(engine: Engine, options: RunOptions): Promise<Summary> {
  const { clients, stack } = engine;
  const connection = connect(engineDeployment(engine));
  const outcomes = await collectOutcomes(clients, stack.outputs['OutcomeTopicArn'] ?? '');
  const begun = Date.now();
  const queuedIds = options.mails.map(({ id }) => id);
  const queues = ['OutboundQueue', 'PriorityQueue', 'DeliveryQueue'].map((name) => queueUrlOf(stack, name));
  const inQueues = async () =>
    (await Promise.all(queues.map((url) => countMessages(clients, url)))).reduce((a, b) => a + b, 0);

  const queued = enqueue(engine, options.mails);
  let allQueued = false;
  void queued.then(() => {
    allQueued = true;
  });
  for (let over = false; !over; ) {
    await new Promise((resolve) => setTimeout(resolve, SECOND));
    const now = Date.now();
    const statuses = await readStatus(connection);
    const onTheWay = await inQueues();
    const head = headLine(
      queuedIds.length,
      outcomes.events.size,
      statuses,
      Math.round((now - begun) / SECOND),
    );
    options.draw([head, ...progressLines(statuses, sentLately(engine, now), MOST_LINES)]);
    over = allQueued && isOver(statuses, onTheWay, begun + options.mostMillis - now);
  }
  await queued;
  await engine.settle();
  await outcomes.finish();
  const statuses = await readStatus(connection);
  const accepted = acceptedOf(engine);
  const waiting = statuses.reduce((sum, status) => sum + status.waiting, 0);
  const [first] = accepted;
  return summaryOf({
    tally: tallyOf(queuedIds, outcomes.events.values(), { waiting, holdingSlot: await inQueues() }),
    audits: auditAccepted(accepted, demoKeyOf, MINUTE),
    statuses,
    handedOverTwice: doubles(options.mails, accepted),
    seconds: Math.round((Date.now() - begun) / SECOND),
    ...(first ? { firstHandOverSeconds: Math.round((first.at - options.startedAt) / 100) / 10 } : {}),
  });
}
