import type { AccountLimits } from '../../../../shared/control/account.ts';
import type { Hold } from '../../../../shared/control/hold.ts';
import type { SetLevels } from '../../../../shared/control/level-in-force.ts';
import type { Order } from '../../../../shared/control/order.ts';
import { createMemoryBacklogStore, createMemoryPageStore } from '../../../../shared/memory/backlog-store.ts';
import {
  createMemoryDeliveryStore,
  createMemoryDoubtStore,
} from '../../../../shared/memory/delivery-store.ts';
import { createMemoryMailQueue } from '../../../../shared/memory/mail-queue.ts';
import { createMemoryOutcomePublisher } from '../../../../shared/memory/outcome-publisher.ts';
import { createMemoryQuotaStore } from '../../../../shared/memory/quota-store.ts';
import { createMemoryRejectedQueue } from '../../../../shared/memory/rejected-queue.ts';
import { createMemoryTrialStore } from '../../../../shared/memory/trial-store.ts';
import { createMemoryWakeUpQueue } from '../../../../shared/memory/wake-up-queue.ts';
import { LANES } from '../../../../shared/message/envelope.ts';
import type { OutcomeEvent } from '../../../../shared/outcome/event.ts';
import type { MxLookup } from '../../../../shared/ports/mx-directory.ts';
import type { OutgoingMail, Rejected, WakeUp } from '../../../../shared/ports/queues.ts';
import { emptyItem } from '../../../../shared/ports/quota-store.ts';
import type { ActiveRules } from '../../../../shared/ports/rules-source.ts';
import { mxKey, type QuotaKey } from '../../../../shared/quota/key.ts';
import type { Settings } from '../../../../shared/settings/settings.ts';
import type { InboundRecord } from '../../../../shared/throttler/intake.ts';
import type { ThrottlerPorts } from '../../../../shared/throttler/ports.ts';
import { pump } from '../../../../shared/throttler/pump.ts';
import { throttle } from '../../../../shared/throttler/throttle.ts';
import { MINUTE } from '../../../../shared/time/units.ts';
import { seeded } from '../../../property/world/random.ts';
import { active } from '../../../property/world/rules.ts';
import { START } from '../../../property/world/world.ts';
import { createQuarantine } from '../../../support/quarantine.ts';

export const NOW = START;

export const SETTINGS: Settings = {
  pools: {
    default: {
      name: 'default',
      ipCount: 1,
      level: 'normal',
      configurationSets: [{ maxDeliverySeconds: 900, name: 'set', watched: 'set-watched' }],
    },
    other: { name: 'other', ipCount: 2, level: 'normal', configurationSets: [] },
  },
  defaultPool: 'default',
  doubt: { transactional: 'resend', others: 'hold' },
  confirmedByEvents: false,
  production: true,
  allowedDomains: [],
};

export const ACCOUNT: AccountLimits = {
  maxSendRate: 1_000,
  max24HourSend: -1,
  sentLast24Hours: 0,
  sendingEnabled: true,
  readAt: NOW,
};

/** The key of mail to x@<name>.test. */
export const keyOf = (name: string): QuotaKey => mxKey('default', 'rule', name);

/** The throttler and its pump on ports in memory; `time.now` stands still unless the test moves it. */
export function createStage(options: { readonly lookUp?: (domain: string) => MxLookup } = {}) {
  const time = { now: NOW };
  const said = {
    rules: active({
      hourly: { messages: 60, period: 'hour' },
      swift: { messages: 600, period: 'minute' },
      daily: { messages: 600, period: 'minute', perDay: 5 },
    }) as ActiveRules,
    orders: [] as Order[],
    holds: [] as Hold[],
    account: ACCOUNT as AccountLimits,
    levels: {} as SetLevels,
  };
  const sent: OutgoingMail[] = [];
  const woken: (WakeUp & { readonly delaySeconds: number })[] = [];
  const rejected: Rejected[] = [];
  const events: OutcomeEvent[] = [];
  const warnings: string[] = [];
  const quota = createMemoryQuotaStore();
  const trials = createMemoryTrialStore();
  const addresses = createQuarantine();
  const ports: ThrottlerPorts = {
    clock: { now: () => time.now, sleep: () => new Promise((resolve) => setImmediate(resolve)) },
    ...addresses.ports,
    random: seeded(7),
    quota,
    backlog: createMemoryBacklogStore(),
    pages: createMemoryPageStore(),
    delivery: createMemoryDeliveryStore(),
    doubts: createMemoryDoubtStore(),
    control: { load: async () => ({ ...said }) },
    rules: { active: async () => said.rules },
    trials,
    directory: {
      lookUp: async (domain) => options.lookUp?.(domain) ?? { kind: 'found', host: `mx.${domain}` },
    },
    deliveryQueue: createMemoryMailQueue((mail, delaySeconds) => sent.push({ ...mail, delaySeconds })),
    wakeUps: createMemoryWakeUpQueue((wakeUp, delaySeconds) => woken.push({ ...wakeUp, delaySeconds })),
    rejected: createMemoryRejectedQueue(rejected),
    outcomes: createMemoryOutcomePublisher((event) => events.push(event)),
    settings: SETTINGS,
    log: { info: () => {}, warn: (event) => warnings.push(event), count: () => {} },
  };
  const deadline = () => time.now + MINUTE;
  const itemOf = async (key: QuotaKey) => (await quota.load([key])).get(key) ?? emptyItem(key);
  return {
    ports,
    time,
    said,
    addresses,
    trials,
    sent,
    woken,
    rejected,
    events,
    warnings,
    itemOf,
    sentIds: () => sent.map(({ body }) => (JSON.parse(body) as { id: string }).id),
    throttle: (records: readonly InboundRecord[], over: Partial<ThrottlerPorts> = {}) =>
      throttle({ ...ports, ...over }, records, deadline()),
    /** Answers the wake-up that is valid for the key now. */
    pump: async (key: QuotaKey, over: Partial<ThrottlerPorts> = {}) => {
      const { chain } = await itemOf(key);
      await pump({ ...ports, ...over }, { key, wakeNo: chain.wakeNo }, deadline());
    },
  };
}

export type Stage = ReturnType<typeof createStage>;

/** A message off OutboundQueue (or, with lane 1, PriorityQueue). */
export const record = (body: string, more: Partial<InboundRecord> = {}): InboundRecord => ({
  recordId: `r-${body.length}-${body.slice(0, 40)}`,
  body,
  sentAt: NOW,
  lane: LANES.fresh,
  ...more,
});

const CONTENT = { simple: { subject: 'Hello', text: 'Hello.' } };

/** A small valid message to x@<name>.test. */
export const message = (name: string, id: string, more: object = {}): string =>
  JSON.stringify({ v: 1, id, to: `x@${name}.test`, from: 'news@example.com', content: CONTENT, ...more });

/** `count` messages to one domain, ids `<name>-0` and on. */
export const records = (name: string, count: number, more: object = {}): InboundRecord[] =>
  Array.from({ length: count }, (_, at) =>
    record(message(name, `${name}-${at}`, more), { recordId: `${name}-${at}` }),
  );
