import type { SenderPorts } from '../../../../shared/delivery/ports.ts';
import { sendBatch } from '../../../../shared/delivery/send-batch.ts';
import { createMemoryControlStore } from '../../../../shared/memory/control-store.ts';
import {
  createMemoryDeliveryStore,
  createMemoryDoubtStore,
} from '../../../../shared/memory/delivery-store.ts';
import type { Envelope, Slot } from '../../../../shared/message/envelope.ts';
import type { MailId } from '../../../../shared/message/mail.ts';
import type { OutcomeEvent } from '../../../../shared/outcome/event.ts';
import { watchOutcomes } from '../../../../shared/outcome/watch-outcomes.ts';
import { checkDelay } from '../../../../shared/ports/check-delay.ts';
import type { DeliveryRecord, DoubtRow } from '../../../../shared/ports/delivery-store.ts';
import type { Log } from '../../../../shared/ports/log.ts';
import type { HandOver, SendResult } from '../../../../shared/ports/mailer.ts';
import type { MailQueue, OutgoingMail } from '../../../../shared/ports/queues.ts';
import type { QuotaKey } from '../../../../shared/quota/key.ts';
import type { Settings } from '../../../../shared/settings/settings.ts';
import { DAY, HOUR, SECOND } from '../../../../shared/time/units.ts';
import { active } from '../../../property/world/rules.ts';
import { createQuarantine, keyOfAddress } from '../../../support/quarantine.ts';
import { SETTINGS } from '../../../support/settings.ts';

export const NOW = Date.UTC(2026, 0, 5, 8);
export const ID = 'mail-1' as MailId;
/** An invocation lasts as long as the sender's, from NOW on. */
export const DEADLINE = NOW + 30 * SECOND;
export const ACCEPTED: SendResult = { kind: 'accepted', sesId: 'ses-1' };

/** The slot of an hourly limit, `inMillis` from NOW. */
export const slotIn = (inMillis: number, change: Partial<Slot> = {}): Slot => ({
  key: 'default#mx.example' as QuotaKey,
  at: (NOW + inMillis) * 1_000,
  early: 5_000,
  late: 30_000,
  call: 10_000,
  rule: 'everyone-else',
  mx: 'mx.example.com',
  ruleSet: 'v1',
  address: keyOfAddress('jane@example.com'),
  ...change,
});

export const bodyOf = (fields: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    v: 1,
    id: ID,
    to: 'jane@example.com',
    from: 'news@shop.example',
    campaign: 'spring',
    content: { simple: { subject: 'Hi', text: 'Hello' } },
    ...fields,
  });

export const envelopeOf = (change: Partial<Envelope> = {}): Envelope => ({
  v: 1,
  firstSeen: NOW - HOUR,
  expiresAt: NOW + DAY,
  lane: 2,
  hops: 0,
  slot: slotIn(0),
  ...change,
});

export const messageOf = (
  fields: Readonly<Record<string, unknown>> = {},
  change: Partial<Envelope> = {},
  recordId = 'r1',
) => ({ recordId, body: bodyOf(fields), envelope: envelopeOf(change) });

/** A clock that only sleep, and the test, move. */
function createVirtualClock() {
  const slept: number[] = [];
  let time = NOW;
  return {
    now: () => time,
    sleep: async (milliseconds: number) => {
      slept.push(milliseconds);
      time += milliseconds;
    },
    slept,
    advance: (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

/** A sender on ports in memory; what it sent, told and logged lies open. */
export function createSender(settings: Partial<Settings> = {}) {
  const clock = createVirtualClock();
  const records = new Map<MailId, DeliveryRecord>();
  const doubts = new Map<MailId, DoubtRow>();
  const control = createMemoryControlStore();
  const addresses = createQuarantine();
  const handed: HandOver[] = [];
  const returned: OutgoingMail[] = [];
  const again: OutgoingMail[] = [];
  const events: OutcomeEvent[] = [];
  const logged: string[] = [];
  const counted: string[] = [];
  const play = {
    send: async (_order: HandOver, _callMillis: number): Promise<SendResult> => ACCEPTED,
    /** Events that cannot be told. */
    mute: false,
  };
  const queueInto = (list: OutgoingMail[]): MailQueue => ({
    send: async (mails) => {
      mails.forEach(checkDelay);
      list.push(...mails);
      return new Set();
    },
  });
  const log = (event: string, fields = {}) => void logged.push(`${event} ${JSON.stringify(fields)}`);
  const spy: Log = { info: log, warn: log, count: (metric, by = 1) => void (by > 0 && counted.push(metric)) };
  const ports: SenderPorts = {
    clock,
    control,
    delivery: createMemoryDeliveryStore(records),
    doubts: createMemoryDoubtStore(doubts),
    mailer: {
      send: (order, callMillis) => {
        handed.push(order);
        return play.send(order, callMillis);
      },
    },
    outcomes: watchOutcomes(
      {
        publish: async (told) => {
          if (play.mute) return new Set(told.map(({ eventId }) => eventId));
          events.push(...told);
          return new Set();
        },
      },
      spy,
    ),
    deliveryQueue: queueInto(again),
    priorityQueue: queueInto(returned),
    settings: { ...SETTINGS, ...settings },
    log: spy,
  };
  const answer = (...results: readonly SendResult[]) => {
    const left = [...results];
    play.send = async () => left.shift() ?? ACCEPTED;
  };
  return {
    ports,
    /** The sender's and those that ending mails takes. */
    endPorts: { ...ports, ...addresses.ports, rules: { active: async () => active({}) } },
    addresses,
    play,
    answer,
    clock,
    records,
    doubts,
    control,
    handed,
    returned,
    again,
    events,
    logged,
    counted,
    /** One invocation that ends 30 s after its start. */
    run: (...messages: readonly Parameters<typeof sendBatch>[1][number][]) =>
      sendBatch(ports, messages, clock.now() + (DEADLINE - NOW)),
    kinds: () => events.map(({ kind }) => kind),
    state: () => records.get(ID)?.state,
  };
}

export type Sender = ReturnType<typeof createSender>;

/** One invocation with some ports replaced, for crashes and races at that very call. */
export const runWith =
  (sender: Sender, change: Partial<SenderPorts>, deadline = sender.clock.now() + (DEADLINE - NOW)) =>
  (...messages: readonly Parameters<typeof sendBatch>[1][number][]) =>
    sendBatch({ ...sender.ports, ...change }, messages, deadline);
