import { createClassifier } from '../../../../shared/bounce/create-classifier.ts';
import { readFeedback } from '../../../../shared/bounce/read-feedback.ts';
import { createMemoryDeliveryStore } from '../../../../shared/memory/delivery-store.ts';
import { createMemoryRejectedQueue } from '../../../../shared/memory/rejected-queue.ts';
import { createMemoryTrialStore } from '../../../../shared/memory/trial-store.ts';
import { createMemoryUnknownTexts } from '../../../../shared/memory/unknown-texts.ts';
import type { MailId } from '../../../../shared/message/mail.ts';
import type { OutcomeEvent } from '../../../../shared/outcome/event.ts';
import type { DeliveryRecord, DeliveryStore } from '../../../../shared/ports/delivery-store.ts';
import type { Rejected } from '../../../../shared/ports/queues.ts';
import type { CandidateRules } from '../../../../shared/ports/rules-source.ts';
import type { BounceRuleData } from '../../../../shared/rules/bounce-schema.ts';
import { MINUTE, toEpochSeconds } from '../../../../shared/time/units.ts';
import { active } from '../../../property/world/rules.ts';
import { createQuarantine, keyOfAddress } from '../../../support/quarantine.ts';

export const ID = 'mail-1' as MailId;
export const TO = 'jane@example.com';
export const KEY = keyOfAddress(TO);
export const AT = Date.UTC(2026, 0, 5, 8);
export const NOW = AT + 10 * MINUTE;

/** The mail's row after its hand-over. */
export const SENT: DeliveryRecord = {
  id: ID,
  state: 'sent',
  bodyHash: 'h',
  echo: { stream: 'marketing', pool: 'default', key: 'k', mx: 'mx.example.com', ruleSet: 'then' },
  address: KEY,
  sesId: 'ses-1',
  ending: { kind: 'handedOver', at: AT + 5 },
  ttl: toEpochSeconds(AT),
};

const RULES: readonly BounceRuleData[] = [
  {
    id: 'auto-reply',
    patterns: ['out of office'],
    type: 'ignored',
    examples: ['I am out of office'],
    source: 'made up',
  },
  {
    id: 'full',
    patterns: ['mailbox full'],
    type: 'soft',
    reason: 'mailboxFull',
    blame: 'mailbox',
    examples: ['552 5.2.2 mailbox full'],
    source: 'made up',
  },
  {
    id: 'unknown',
    patterns: ['user unknown'],
    type: 'hard',
    reason: 'userUnknown',
    blame: 'mailbox',
    examples: ['550 5.1.1 User unknown'],
    source: 'made up',
  },
];

/** An event of the mail, in the shape of event publishing. */
export const eventOf = (eventType: string, part: object, mail: object = {}): string =>
  JSON.stringify({
    eventType,
    mail: {
      timestamp: new Date(AT).toISOString(),
      messageId: 'ses-1',
      source: 'news@shop.example',
      destination: [TO],
      tags: { 'mxp-id': [ID] },
      ...mail,
    },
    ...part,
  });

export const bounceOf = (diagnosticCode: string | undefined, more: object = {}, mail: object = {}): string =>
  eventOf(
    'Bounce',
    {
      bounce: {
        bounceType: 'Transient',
        bounceSubType: 'General',
        feedbackId: 'fb-1',
        timestamp: new Date(AT + MINUTE).toISOString(),
        bouncedRecipients: [{ emailAddress: TO, ...(diagnosticCode ? { diagnosticCode } : {}) }],
        ...more,
      },
    },
    mail,
  );

/** The bounce function on ports in memory; all that it did lies open. */
export function createBench(
  change: Partial<DeliveryRecord> | undefined = {},
  replace: (store: DeliveryStore) => Partial<DeliveryStore> = () => ({}),
) {
  const records = new Map<MailId, DeliveryRecord>();
  if (change) records.set(ID, { ...SENT, ...change });
  const store = createMemoryDeliveryStore(records);
  const addresses = createQuarantine();
  const events: OutcomeEvent[] = [];
  const rejected: Rejected[] = [];
  const logged: string[] = [];
  const play = { mute: false, trial: undefined as CandidateRules | undefined };
  const trials = createMemoryTrialStore();
  const unknownTexts = createMemoryUnknownTexts();
  const log = (event: string, fields = {}) => void logged.push(`${event} ${JSON.stringify(fields)}`);
  const rules = active({});
  const ports = {
    ...addresses.ports,
    clock: { now: () => NOW, sleep: async () => {} },
    delivery: { ...store, ...replace(store) },
    outcomes: {
      publish: async (told: readonly OutcomeEvent[]) => {
        if (play.mute) return new Set(told.map(({ eventId }) => eventId));
        events.push(...told);
        return new Set<string>();
      },
    },
    rejected: createMemoryRejectedQueue(rejected),
    rules: {
      active: async () => ({
        ...rules,
        current: { ...rules.current, version: 'now' },
        ...(play.trial ? { candidate: play.trial } : {}),
      }),
    },
    trials,
    unknownTexts,
    classifierOf: () => createClassifier(RULES),
    log: { info: log, warn: log, count: () => {} },
  };
  return {
    records,
    addresses,
    events,
    rejected,
    logged,
    play,
    trials,
    unknownTexts,
    standing: () => addresses.records.get(KEY)?.standing,
    /** Records that must come back, by their place. */
    run: async (...bodies: readonly string[]) => {
      const failed = await readFeedback(
        ports,
        bodies.map((body, at) => ({ recordId: String(at), body })),
      );
      return [...failed].map(Number);
    },
  };
}
