import { shippedView } from '../../../../cli/commands/rules-view.ts';
import type { Connection } from '../../../../cli/connection.ts';
import type { DeadQueue } from '../../../../cli/dlq/queues.ts';
import { createMemoryBacklogStore } from '../../../../shared/memory/backlog-store.ts';
import { createMemoryControlStore } from '../../../../shared/memory/control-store.ts';
import { createMemoryDeadLetters } from '../../../../shared/memory/dead-letters.ts';
import { createMemoryDeliveryStore } from '../../../../shared/memory/delivery-store.ts';
import { createMemoryEvidenceStore } from '../../../../shared/memory/evidence-store.ts';
import { createMemoryQuarantineStore } from '../../../../shared/memory/quarantine-store.ts';
import { createMemoryQuotaStore } from '../../../../shared/memory/quota-store.ts';
import { createMemoryRulesStore } from '../../../../shared/memory/rules-store.ts';
import { createMemoryTrialStore } from '../../../../shared/memory/trial-store.ts';
import { createMemoryUnknownTexts } from '../../../../shared/memory/unknown-texts.ts';
import type { DeadLetters } from '../../../../shared/ports/dead-letters.ts';
import type { MxLookup } from '../../../../shared/ports/mx-directory.ts';
import type { AddressRecord, Evidence } from '../../../../shared/ports/quarantine-store.ts';
import type { SuppressedAddress, SuppressionList } from '../../../../shared/ports/suppression-list.ts';
import { type AddressKey, createKeyOf } from '../../../../shared/quarantine/address-key.ts';
import type { Entry } from '../../../../shared/quarantine/entry.ts';
import { recordEntries } from '../../../../shared/quarantine/record-entries.ts';
import { settings } from '../settings.ts';

export const NOW = Date.parse('2026-11-26T12:00:00Z');
export const keyOf = createKeyOf('a secret of this test');
export const { active } = shippedView();
export const policy = active.current.quarantine;

/** SES's list in memory. */
export function createMemorySuppressionList(entries: SuppressedAddress[] = []): SuppressionList {
  const at = (address: string) => entries.findIndex((entry) => entry.address.toLowerCase() === address);
  return {
    get: async (address) => entries[at(address.toLowerCase())],
    async *all() {
      yield* [...entries];
    },
    lift: async (address) => {
      const found = at(address.toLowerCase());
      if (found >= 0) entries.splice(found, 1);
      return found >= 0;
    },
  };
}

/** Everything that commands reach a deployment by, in memory; time stands still but for sleeps. */
export function createDesk(lookUp: MxLookup = { kind: 'found', host: 'aspmx.l.google.com' }) {
  const records = new Map<AddressKey, AddressRecord>();
  const ses: SuppressedAddress[] = [];
  const rows: Evidence[] = [];
  const delivery = createMemoryDeliveryStore();
  const dead = new Map<DeadQueue, DeadLetters>();
  let now = NOW;
  const clock = {
    now: () => now,
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
  };
  const connection: Connection = {
    deployment: {
      name: 'here',
      settings,
      quarantineTable: 'quarantine',
      outboundQueueUrl: 'outbound',
      priorityQueueUrl: 'priority',
      wakeUpQueueUrl: 'wake-up',
      deliveryQueueUrl: 'delivery',
      feedbackQueueUrl: 'feedback',
    } as Connection['deployment'],
    clock,
    random: () => 0.5,
    quota: createMemoryQuotaStore(),
    backlog: createMemoryBacklogStore(),
    control: createMemoryControlStore(),
    wakeUps: { send: async () => undefined },
    rules: { active: async () => active },
    rulesStore: createMemoryRulesStore(),
    trials: createMemoryTrialStore(),
    unknownTexts: createMemoryUnknownTexts(),
    feedAt: () => ({ fetch: async () => ({ kind: 'failed', failure: 'missing', text: 'no feed here' }) }),
    delivery,
    quarantine: createMemoryQuarantineStore(records),
    evidence: createMemoryEvidenceStore(rows),
    async *allEvidence() {
      yield* [...rows].sort((a, b) => (a.key < b.key ? -1 : 1));
    },
    addressKeys: { open: async () => keyOf },
    suppressionList: createMemorySuppressionList(ses),
    directory: { lookUp: async () => lookUp },
    async *addresses() {
      yield* [...records.values()];
    },
    scan: async () => ({ items: [], days: [] }),
    deadLetters: (queue) => dead.get(queue) ?? createMemoryDeadLetters(clock).port,
    enqueue: async () => new Set(),
  };
  const record = (address: string, ...entries: readonly Entry[]) =>
    recordEntries(connection, { key: keyOf(address), address }, entries, policy);
  return { ...connection, connection, delivery, records, ses, dead, record };
}

/** What was written to the terminal. */
export function createPaper() {
  const written: string[] = [];
  return { out: (text: string) => written.push(text), text: () => written.join('') };
}
