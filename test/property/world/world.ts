import { classifierOf } from '../../../shared/bounce/classifier-of.ts';
import { readFeedback } from '../../../shared/bounce/read-feedback.ts';
import { sendBatch } from '../../../shared/delivery/send-batch.ts';
import { createMemoryBacklogStore, createMemoryPageStore } from '../../../shared/memory/backlog-store.ts';
import { createMemoryControlStore } from '../../../shared/memory/control-store.ts';
import { createMemoryDeliveryStore, createMemoryDoubtStore } from '../../../shared/memory/delivery-store.ts';
import { createMemoryQuotaStore } from '../../../shared/memory/quota-store.ts';
import { createMemoryTrialStore } from '../../../shared/memory/trial-store.ts';
import { createMemoryUnknownTexts } from '../../../shared/memory/unknown-texts.ts';
import type { Envelope } from '../../../shared/message/envelope.ts';
import { LANES } from '../../../shared/message/envelope.ts';
import type { OutcomeEvent } from '../../../shared/outcome/event.ts';
import { SILENT } from '../../../shared/ports/log.ts';
import type { MxLookup } from '../../../shared/ports/mx-directory.ts';
import type { MailQueue, OutgoingMail, QueuedMail, WakeUp } from '../../../shared/ports/queues.ts';
import type { ActiveRules } from '../../../shared/ports/rules-source.ts';
import type { Settings } from '../../../shared/settings/settings.ts';
import { sweep } from '../../../shared/sweeper/sweep.ts';
import type { ThrottlerPorts } from '../../../shared/throttler/ports.ts';
import { pump } from '../../../shared/throttler/pump.ts';
import { throttle } from '../../../shared/throttler/throttle.ts';
import { MINUTE, SECOND } from '../../../shared/time/units.ts';
import { proofSource } from '../../support/proofs.ts';
import { addressKeys, createQuarantine } from '../../support/quarantine.ts';
import { SETTINGS } from '../../support/settings.ts';
import { CALM, type Faults } from './faults.ts';
import { type Invocation, invoke } from './invocation.ts';
import { createQueue, type Message } from './queue.ts';
import { seeded } from './random.ts';
import { createScheduler } from './scheduler.ts';
import { createSes } from './ses.ts';
import { createStaleRules } from './stale-rules.ts';
import type { Mapping, QueueName, Watch } from './watch.ts';

export const START = Date.UTC(2026, 0, 5, 8);

export interface WorldOptions {
  readonly seed: number;
  readonly faults?: Faults;
  readonly rules: ActiveRules;
  readonly lookUp?: (domain: string) => MxLookup;
  readonly settings?: Partial<Settings>;
  /** The answer of the recipient's server, where it sends mail back. */
  readonly bounces?: (address: string) => string | undefined;
  readonly maxSendRate?: number;
  readonly max24HourSend?: number;
  readonly watch?: Watch;
  /** How queues are read, where it is not as usual. */
  readonly mappings?: Partial<Record<QueueName, Mapping>>;
}

type Inbound = { readonly body: string; readonly envelope?: Envelope };

/** The whole pipeline on ports in memory, in virtual time, with seeded faults at every port call. */
export function createWorld(options: WorldOptions) {
  const random = seeded(options.seed);
  const scheduler = createScheduler(START);
  const inDoubt = new Set<string>();
  const world = { faults: options.faults ?? CALM, crashes: 0, lostSlots: 0 };
  const rules = createStaleRules(options, scheduler.clock);
  const tap: Watch['tap'] = (name, port) => options.watch?.tap(name, port) ?? port;
  const log = options.watch?.log ?? SILENT;
  /** Functions keep what these say for 20 seconds: where costs are counted, asking takes no time. */
  const kept = <P extends object>(port: P, wrap: Invocation['wrap']): P =>
    options.watch ? port : wrap(port);
  const base = {
    scheduler,
    random,
    faults: () => world.faults,
    inDoubt,
    crashed: () => {
      world.crashes += 1;
    },
  };
  const quotaStore = createMemoryQuotaStore();
  const quota = tap('quota', quotaStore);
  const trials = tap('trials', createMemoryTrialStore());
  const unknownTexts = tap('unknownTexts', createMemoryUnknownTexts());
  const backlogStore = createMemoryBacklogStore();
  const backlog = tap('backlog', backlogStore);
  const pages = tap('pages', createMemoryPageStore());
  const delivery = tap('delivery', createMemoryDeliveryStore());
  const doubts = tap('doubts', createMemoryDoubtStore());
  const control = createMemoryControlStore();
  const addresses = createQuarantine();
  const store = tap('quarantine', addresses.ports.quarantine);
  const evidence = tap('evidence', addresses.ports.evidence);
  const quarantinedAt = new Map<string, number>();
  const quarantine: typeof store = {
    ...store,
    swap: async (seen, next) => {
      const done = await store.swap(seen, next);
      if (done && next.address && next.standing.quarantine && !quarantinedAt.has(next.address))
        quarantinedAt.set(next.address, scheduler.clock.now());
      return done;
    },
  };
  const ses = createSes({
    ...base,
    publish: (event) => {
      if (settings.confirmedByEvents) feedback.send(event, random() * MINUTE);
    },
    bounces: (address) => options.bounces?.(address),
    publishBounce: (event) => feedback.send(event, random() * MINUTE),
  });
  const mailer = tap('mailer', ses.mailer);
  const events: OutcomeEvent[] = [];
  const rejected: { readonly body: string; readonly reason: string }[] = [];
  const settings: Settings = { ...SETTINGS, ...options.settings };

  const queueOf = (name: 'deliveryQueue' | 'priorityQueue', send: (mail: OutgoingMail) => void): MailQueue =>
    tap(name, {
      async send(mails) {
        for (const mail of mails) send(mail);
        return new Set();
      },
    });
  const throttlerPorts = ({ clock, wrap }: Invocation): ThrottlerPorts => ({
    clock,
    random,
    quota: wrap(quota),
    backlog: wrap(backlog),
    pages: wrap(pages),
    delivery: wrap(delivery),
    doubts: wrap(doubts),
    addressKeys,
    proofs: proofSource,
    quarantine: wrap(quarantine),
    evidence: wrap(evidence),
    control: kept(control, wrap),
    rules: kept({ active: async () => rules.seen() }, wrap),
    trials: wrap(trials),
    directory: {
      lookUp: async (domain) => options.lookUp?.(domain) ?? { kind: 'found', host: `mx.${domain}` },
    },
    deliveryQueue: wrap(
      queueOf('deliveryQueue', (mail) => deliveryQueue.send(mail, mail.delaySeconds * SECOND)),
    ),
    wakeUps: wrap(wakeUps),
    rejected: wrap(rejectedQueue),
    outcomes: wrap(outcomes),
    settings,
    log,
  });
  const rejectedQueue = tap('rejected', {
    async send(items: readonly { body: string; reason: string }[]) {
      rejected.push(...items);
      return new Set<number>();
    },
  });
  const outcomes = tap('outcomes', {
    async publish(told: readonly OutcomeEvent[]) {
      events.push(...told);
      return new Set<string>();
    },
  });
  const wakeUps = tap('wakeUps', {
    async send(due: readonly (WakeUp & { readonly delaySeconds: number })[]) {
      for (const { delaySeconds, ...wakeUp } of due) wakeUpQueue.send(wakeUp, delaySeconds * SECOND);
    },
  });
  /** How a queue is read, and who is told of each batch. */
  const mappingOf = <T>(
    name: QueueName,
    usual: Mapping,
    run: (batch: readonly Message<T>[]) => Promise<ReadonlySet<string> | 'died'>,
  ) => ({
    concurrency: 4,
    visibilityMillis: 6 * MINUTE,
    ...usual,
    ...options.mappings?.[name],
    invoke: async (batch: readonly Message<T>[]) => {
      const begun = scheduler.clock.now();
      const outcome = await run(batch);
      options.watch?.invoked(name, batch.length, scheduler.clock.now() - begun);
      return outcome;
    },
  });

  const throttleBatch = (lane: 1 | 2) => (batch: readonly Message<Inbound>[]) =>
    invoke(base, MINUTE, (invocation) => {
      const records = batch.map(({ messageId, sentAt, content }) => ({
        recordId: messageId,
        sentAt,
        lane,
        ...content,
      }));
      return throttle(throttlerPorts(invocation), records, invocation.deadline);
    }).then((result) => (result === 'died' ? result : result.value));

  const wakeBatch = (batch: readonly Message<WakeUp>[]) =>
    invoke(base, MINUTE, async (invocation) => {
      const results = await Promise.allSettled(
        batch.map(({ content }) => pump(throttlerPorts(invocation), content, invocation.deadline)),
      );
      return new Set(
        batch.filter((_, at) => results[at]?.status === 'rejected').map(({ messageId }) => messageId),
      );
    }).then((result) => (result === 'died' ? result : result.value));

  const deliverBatch = async (batch: readonly Message<QueuedMail>[]) => {
    const started = new Set<string>();
    const result = await invoke(base, 30 * SECOND, ({ clock, deadline, wrap }) => {
      const ports = {
        clock,
        control: kept(control, wrap),
        delivery: wrap({
          ...delivery,
          async settle(until: number, next: Parameters<typeof delivery.settle>[1]) {
            started.delete(next.id);
            return delivery.settle(until, next);
          },
        }),
        doubts: wrap(doubts),
        mailer: wrap(
          {
            send(handOver: Parameters<typeof ses.mailer.send>[0], callMillis: number) {
              started.add(handOver.mail.id);
              return mailer.send(handOver, callMillis);
            },
          },
          'atOnce',
        ),
        outcomes: wrap(outcomes),
        deliveryQueue: wrap(
          queueOf('deliveryQueue', (mail) => deliveryQueue.send(mail, mail.delaySeconds * SECOND)),
        ),
        priorityQueue: wrap(queueOf('priorityQueue', (mail) => priority.send(mail, 0))),
        settings,
        log,
      };
      const messages = batch.map(({ messageId, content }) => ({ recordId: messageId, ...content }));
      return sendBatch(ports, messages, deadline);
    });
    if (result !== 'died') return result.value;
    for (const id of started) inDoubt.add(id);
    return 'died' as const;
  };

  const outbound = createQueue<Inbound>(
    base,
    mappingOf('outbound', { batchSize: 200, windowMillis: SECOND }, throttleBatch(LANES.fresh)),
  );
  const priority = createQueue<Inbound>(
    base,
    mappingOf('priority', { batchSize: 10, windowMillis: 0 }, throttleBatch(LANES.priority)),
  );
  const wakeUpQueue = createQueue<WakeUp>(
    base,
    mappingOf('wakeUp', { batchSize: 10, windowMillis: 0 }, wakeBatch),
  );
  const deliveryQueue = createQueue<QueuedMail>(base, {
    ...mappingOf('delivery', { batchSize: 10, windowMillis: 0 }, deliverBatch),
    concurrency: 50,
    visibilityMillis: 3 * MINUTE,
  });

  const readBatch = (batch: readonly Message<string>[]) =>
    invoke(base, 30 * SECOND, (invocation) => {
      const records = batch.map(({ messageId, content }) => ({ recordId: messageId, body: content }));
      return readFeedback({ ...throttlerPorts(invocation), unknownTexts, classifierOf }, records);
    }).then((result) => (result === 'died' ? result : result.value));
  const feedback = createQueue<string>(base, {
    ...mappingOf('feedback', { batchSize: 10, windowMillis: SECOND }, readBatch),
    visibilityMillis: 3 * MINUTE,
  });

  const askAccount = async () => ({
    maxSendRate: options.maxSendRate ?? 1_000,
    max24HourSend: options.max24HourSend ?? -1,
    sentLast24Hours: 0,
    sendingEnabled: true,
    readAt: scheduler.clock.now(),
  });
  const sweepEachMinute = () => {
    void invoke(base, MINUTE, ({ clock, wrap }) =>
      sweep({
        clock,
        quota: wrap(quotaStore),
        backlog: wrap(backlogStore),
        wakeUps: wrap(wakeUps),
        control: kept(control, wrap),
        rules: async () => ({ mode: 'feed', feed: {} }),
        askAccount,
        log: { ...SILENT, ...log },
      }),
    ).catch(() => {});
    scheduler.at(scheduler.clock.now() + MINUTE, sweepEachMinute);
  };
  scheduler.at(START, sweepEachMinute);

  return {
    ...world,
    clock: scheduler.clock,
    run: scheduler.run,
    at: scheduler.at,
    setFaults: (faults: Faults) => {
      world.faults = faults;
    },
    setRules: rules.set,
    crashes: () => world.crashes,
    send: (body: string) => outbound.send({ body }, 0),
    sendPriority: (body: string) => priority.send({ body }, 0),
    inQueues: () => outbound.size() + priority.size() + deliveryQueue.size(),
    accepted: ses.accepted,
    begun: ses.begun,
    events,
    rejected,
    inDoubt,
    addresses: addresses.records,
    /** When the row first said so, by the true time. */
    quarantinedAt,
    quota,
    backlog,
    delivery,
    doubts,
    control,
  };
}

export type World = ReturnType<typeof createWorld>;
