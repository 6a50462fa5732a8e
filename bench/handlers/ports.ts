import { classifierOf } from '../../shared/bounce/classifier-of.ts';
import type { BouncePorts } from '../../shared/bounce/ports.ts';
import type { SenderPorts } from '../../shared/delivery/ports.ts';
import { createMemoryBacklogStore, createMemoryPageStore } from '../../shared/memory/backlog-store.ts';
import { createMemoryControlStore } from '../../shared/memory/control-store.ts';
import { createMemoryDeliveryStore, createMemoryDoubtStore } from '../../shared/memory/delivery-store.ts';
import { createMemoryOutcomePublisher } from '../../shared/memory/outcome-publisher.ts';
import { createMemoryQuarantineStore } from '../../shared/memory/quarantine-store.ts';
import { createMemoryQuotaStore } from '../../shared/memory/quota-store.ts';
import { createMemoryRejectedQueue } from '../../shared/memory/rejected-queue.ts';
import { createMemoryTrialStore } from '../../shared/memory/trial-store.ts';
import { createMemoryUnknownTexts } from '../../shared/memory/unknown-texts.ts';
import { createMemoryWakeUpQueue } from '../../shared/memory/wake-up-queue.ts';
import { encodeEnvelope } from '../../shared/message/envelope-codec.ts';
import type { MailId } from '../../shared/message/mail.ts';
import type { DeliveryRecord } from '../../shared/ports/delivery-store.ts';
import { SILENT } from '../../shared/ports/log.ts';
import type { MailQueue } from '../../shared/ports/queues.ts';
import type { ThrottlerPorts } from '../../shared/throttler/ports.ts';
import type { EpochMillis } from '../../shared/time/units.ts';
import { proofSource } from '../../test/support/proofs.ts';
import { SETTINGS } from '../../test/support/settings.ts';
import { keyOfAddress } from '../traffic/mails.ts';
import { hostOf } from '../traffic/mix.ts';
import { openRules } from '../traffic/rules.ts';

export type AllPorts = ThrottlerPorts & SenderPorts & BouncePorts;

const RULES = openRules();

/** Takes mails as SQS would, with their envelopes written out. */
const queue: MailQueue = {
  send: async (mails) => {
    for (const { envelope } of mails) encodeEnvelope(envelope);
    return new Set();
  },
};

const ACCOUNT = { maxSendRate: 100_000, max24HourSend: -1, sentLast24Hours: 0, sendingEnabled: true };

/** All three functions' ports in memory, which answer at once, at a time that stands still. */
export async function instantPorts(now: EpochMillis): Promise<{
  readonly ports: AllPorts;
  readonly records: Map<MailId, DeliveryRecord>;
}> {
  const records = new Map<MailId, DeliveryRecord>();
  const control = createMemoryControlStore();
  await control.putAccount({ ...ACCOUNT, readAt: now });
  const ports: AllPorts = {
    clock: { now: () => now, sleep: async () => {} },
    random: () => 0.5,
    quota: createMemoryQuotaStore(),
    backlog: createMemoryBacklogStore(),
    pages: createMemoryPageStore(),
    delivery: createMemoryDeliveryStore(records),
    doubts: createMemoryDoubtStore(),
    control,
    addressKeys: { open: async () => keyOfAddress },
    proofs: proofSource,
    quarantine: createMemoryQuarantineStore(),
    evidence: { put: async () => {}, of: async () => [], erase: async () => {} },
    rules: { active: async () => RULES },
    trials: createMemoryTrialStore(),
    unknownTexts: createMemoryUnknownTexts(),
    classifierOf,
    directory: { lookUp: async (domain) => ({ kind: 'found', host: hostOf(domain) }) },
    deliveryQueue: queue,
    priorityQueue: queue,
    wakeUps: createMemoryWakeUpQueue(() => {}),
    rejected: createMemoryRejectedQueue(),
    outcomes: createMemoryOutcomePublisher(() => {}),
    mailer: { send: async ({ mail }) => ({ kind: 'accepted', sesId: `ses-${mail.id}` }) },
    settings: SETTINGS,
    log: SILENT,
  };
  return { ports, records };
}
