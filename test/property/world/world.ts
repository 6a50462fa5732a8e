import { classifierOf } from '../../../shared/bounce/classifier-of.ts';
import { readFeedback } from '../../../shared/bounce/read-feedback.ts';
import { sendBatch } from '../../../shared/delivery/send-batch.ts';
import { createMemoryBacklogStore, createMemoryPageStore } from '../../../shared/memory/backlog-store.ts';
import { createMemoryControlStore } from '../../../shared/memory/control-store.ts';
import { createMemoryDeliveryStore, createMemoryDoubtStore } from '../../../shared/memory/delivery-store.ts';
import { createMemoryQuotaStore } from '../../../shared/memory/quota-store.ts';
import { createMemoryTrialStore } from '../../../shared/memory/trial-store.ts';
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
import { addressKeys, createQuarantine } from '../../support/quarantine.ts';
import { CALM, type Faults } from './faults.ts';
import { type Invocation, invoke } from './invocation.ts';
import { createQueue, type Message } from './queue.ts';
import { seeded } from './random.ts';
import { createScheduler } from './scheduler.ts';
import { createSes } from './ses.ts';
import { createStaleRules } from './stale-rules.ts';

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
}

const SETTINGS: Settings = {
  pools: {
    default: {
      name: 'default',
      ipCount: 1,
      level: 'normal',
      configurationSets: [
        { maxDeliverySeconds: 50_400, name: 'set-14h', watched: 'set-14h-watched' },
        { maxDeliverySeconds: 900, name: 'set-15min', watched: 'set-15min-watched' },
      ],
    },
  },
  defaultPool: 'default',
  doubt: { transactional: 'resend', others: 'hold' },
  confirmedByEvents: false,
};

type Inbound = { readonly body: string; readonly envelope?: Envelope };

/** The whole pipeline on ports in memory, in virtual time, with seeded faults at every port call. */
export function createWorld(options: WorldOptions) {
  const random = seeded(options.seed);
  const scheduler = createScheduler(START);
  const inDoubt = new Set<string>();
  const world = { faults: options.faults ?? CALM, crashes: 0, lostSlots: 0 };
  const rules = createStaleRules(options, scheduler.clock);
  const base = {
    scheduler,
    random,
    faults: () => world.faults,
    inDoubt,
    crashed: () => {
      world.crashes += 1;
    },
  };
  const quota = createMemoryQuotaStore();
  const trials = createMemoryTrialStore();
  const backlog = createMemoryBacklogStore();
  const pages = createMemoryPageStore();
  const delivery = createMemoryDeliveryStore();
  const doubts = createMemoryDoubtStore();
  const control = createMemoryControlStore();
  const addresses = createQuarantine();
  const { quarantine: store, evidence } = addresses.ports;
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
  const events: OutcomeEvent[] = [];
  const rejected: { readonly body: string; readonly reason: string }[] = [];
  const settings: Settings = { ...SETTINGS, ...options.settings };

  const queueOf = (send: (mail: OutgoingMail) => void): MailQueue => ({
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
    quarantine: wrap(quarantine),
    evidence: wrap(evidence),
    control: wrap(control),
    rules: wrap({ active: async () => rules.seen() }),
    trials: wrap(trials),
    directory: {
      lookUp: async (domain) => options.lookUp?.(domain) ?? { kind: 'found', host: `mx.${domain}` },
    },
    deliveryQueue: wrap(queueOf((mail) => deliveryQueue.send(mail, mail.delaySeconds * SECOND))),
    wakeUps: wrap(wakeUps),
    rejected: wrap({
      async send(items: readonly { body: string; reason: string }[]) {
        rejected.push(...items);
        return new Set<number>();
      },
    }),
    outcomes: wrap(outcomes),
    settings,
    log: SILENT,
  });
  const outcomes = {
    async publish(told: readonly OutcomeEvent[]) {
      events.push(...told);
      return new Set<string>();
    },
  };
  const wakeUps = {
    async send(due: readonly (WakeUp & { readonly delaySeconds: number })[]) {
      for (const { delaySeconds, ...wakeUp } of due) wakeUpQueue.send(wakeUp, delaySeconds * SECOND);
    },
  };

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
        control: wrap(control),
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
              return ses.mailer.send(handOver, callMillis);
            },
          },
          'atOnce',
        ),
        outcomes: wrap(outcomes),
        deliveryQueue: wrap(queueOf((mail) => deliveryQueue.send(mail, mail.delaySeconds * SECOND))),
        priorityQueue: wrap(queueOf((mail) => priority.send(mail, 0))),
        settings,
        log: SILENT,
      };
      const messages = batch.map(({ messageId, content }) => ({ recordId: messageId, ...content }));
      return sendBatch(ports, messages, deadline);
    });
    if (result !== 'died') return result.value;
    for (const id of started) inDoubt.add(id);
    return 'died' as const;
  };

  const throttler = { windowMillis: 0, concurrency: 4, visibilityMillis: 6 * MINUTE };
  const outbound = createQueue<Inbound>(base, {
    ...throttler,
    batchSize: 200,
    windowMillis: SECOND,
    invoke: throttleBatch(LANES.fresh),
  });
  const priority = createQueue<Inbound>(base, {
    ...throttler,
    batchSize: 10,
    invoke: throttleBatch(LANES.priority),
  });
  const wakeUpQueue = createQueue<WakeUp>(base, { ...throttler, batchSize: 10, invoke: wakeBatch });
  const deliveryQueue = createQueue<QueuedMail>(base, {
    batchSize: 10,
    windowMillis: 0,
    concurrency: 50,
    visibilityMillis: 3 * MINUTE,
    invoke: deliverBatch,
  });

  const feedback = createQueue<string>(base, {
    batchSize: 10,
    windowMillis: SECOND,
    concurrency: 4,
    visibilityMillis: 3 * MINUTE,
    invoke: (batch) =>
      invoke(base, 30 * SECOND, (invocation) => {
        const records = batch.map(({ messageId, content }) => ({ recordId: messageId, body: content }));
        return readFeedback({ ...throttlerPorts(invocation), classifierOf }, records);
      }).then((result) => (result === 'died' ? result : result.value)),
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
        quota: wrap(quota),
        backlog: wrap(backlog),
        wakeUps: wrap(wakeUps),
        control: wrap(control),
        rules: async () => ({ mode: 'feed', feed: {} }),
        askAccount,
        log: SILENT,
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
