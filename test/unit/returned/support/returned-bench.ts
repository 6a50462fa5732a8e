import shipped from '../../../../rules/shipped.json' with { type: 'json' };
import { classifierOf } from '../../../../shared/bounce/classifier-of.ts';
import { createMemoryDeliveryStore } from '../../../../shared/memory/delivery-store.ts';
import { createMemoryRejectedQueue } from '../../../../shared/memory/rejected-queue.ts';
import { createMemoryTrialStore } from '../../../../shared/memory/trial-store.ts';
import { createMemoryUnknownTexts } from '../../../../shared/memory/unknown-texts.ts';
import type { MailId } from '../../../../shared/message/mail.ts';
import type { OutcomeEvent } from '../../../../shared/outcome/event.ts';
import type { DeliveryRecord } from '../../../../shared/ports/delivery-store.ts';
import type { Rejected } from '../../../../shared/ports/queues.ts';
import { takeInReturned } from '../../../../shared/returned/take-in-returned.ts';
import { loadRuleSet } from '../../../../shared/rules/load-rule-set.ts';
import { MINUTE, toEpochSeconds, toMicros } from '../../../../shared/time/units.ts';
import { proofSource } from '../../../support/proofs.ts';
import { createQuarantine, keyOfAddress } from '../../../support/quarantine.ts';

export const ID = 'mail-1' as MailId;
export const TO = 'jane@mail.example';
export const SES_ID = '0102019a5a6b7c8d-11112222-3333-4444-8555-666677778888-000000';
export const LEFT = Date.parse('2026-11-25T09:00:00Z');
const ARRIVED = LEFT + 15 * MINUTE;

/** The row of the mail that the samples return. */
export const SENT: DeliveryRecord = {
  id: ID,
  state: 'sent',
  bodyHash: 'h',
  echo: { stream: 'marketing', pool: 'default', key: 'k', mx: 'mx.mail.example' },
  address: keyOfAddress(TO),
  slot: toMicros(LEFT),
  sesId: SES_ID,
  ending: { kind: 'handedOver', at: LEFT },
  ttl: toEpochSeconds(LEFT),
};

export const noticeOf = (...keys: readonly string[]): string =>
  JSON.stringify({
    Records: keys.map((key) => ({
      eventName: 'ObjectCreated:Put',
      eventTime: new Date(ARRIVED).toISOString(),
      s3: { bucket: { name: 'returned' }, object: { key: encodeURIComponent(key).replaceAll('%20', '+') } },
    })),
  });

/** The function for returned mail on ports in memory; all that it did lies open. */
export function createReturnedBench(change: Partial<DeliveryRecord> | undefined = {}) {
  const records = new Map<MailId, DeliveryRecord>();
  if (change) records.set(ID, { ...SENT, ...change });
  const mails = new Map<string, Uint8Array>();
  const addresses = createQuarantine();
  const events: OutcomeEvent[] = [];
  const rejected: Rejected[] = [];
  const unknownTexts = createMemoryUnknownTexts();
  const counts = new Map<string, number>();
  const rules = loadRuleSet(shipped);
  const ports = {
    ...addresses.ports,
    clock: { now: () => ARRIVED + MINUTE, sleep: async () => {} },
    delivery: createMemoryDeliveryStore(records),
    outcomes: {
      publish: async (told: readonly OutcomeEvent[]) => {
        events.push(...told);
        return new Set<string>();
      },
    },
    rejected: createMemoryRejectedQueue(rejected),
    rules: { active: async () => ({ current: rules, activatedAt: 0 }) },
    trials: createMemoryTrialStore(),
    unknownTexts,
    classifierOf,
    log: {
      info() {},
      warn() {},
      count: (metric: string, by = 1) => void counts.set(metric, (counts.get(metric) ?? 0) + by),
    },
    proofs: proofSource,
    mails: {
      read: async ({ key }: { readonly key: string }) => {
        if (key === 'unreachable') throw new Error('S3 is down');
        return mails.get(key);
      },
    },
  };
  const take = async (...bodies: readonly string[]) =>
    takeInReturned(
      ports,
      bodies.map((body, at) => ({ recordId: String(at), body })),
    );
  return {
    records,
    addresses,
    unknownTexts,
    events,
    rejected,
    counts,
    mails,
    take,
    standing: () => addresses.records.get(keyOfAddress(TO))?.standing,
    /** Takes in one raw mail. */
    receive: async (mail: Uint8Array | string) => {
      mails.set('mail', typeof mail === 'string' ? Buffer.from(mail) : mail);
      expectNothingLeft(await take(noticeOf('mail')));
    },
  };
}

function expectNothingLeft(failed: ReadonlySet<string>): void {
  if (failed.size > 0) throw new Error('left to come back though no port failed');
}
