import type { QuarantineStep } from '../outcome/event.ts';
import type { Clock, Random } from '../ports/clock.ts';
import type { Evidence, EvidenceStore, QuarantineStore } from '../ports/quarantine-store.ts';
import { maskRecipient } from '../text/mask-recipient.ts';
import type { AddressKey } from './address-key.ts';
import type { Entry } from './entry.ts';
import type { Subject } from './merge.ts';
import type { QuarantinePolicy } from './policy.ts';
import { recordEntries } from './record-entries.ts';
import { stepOf } from './step-of.ts';

export interface QuarantinePorts {
  readonly quarantine: QuarantineStore;
  readonly evidence: EvidenceStore;
  readonly clock: Clock;
  readonly random: Random;
}

/** An address as its tables know it and as people do. */
export interface Recipient {
  readonly key: AddressKey;
  readonly address: string;
}

/**
 * Counts what happened to an address, and keeps what was said; answers what that did. Doing it again changes nothing, so
 * a crash in between is mended by the next try. Replies name addresses: they are masked, so that what comes late does not
 * bring back an address that was forgotten.
 */
export async function note(
  ports: QuarantinePorts,
  recipient: Subject,
  entry: Entry | undefined,
  evidence: Omit<Evidence, 'key' | 'quarantine'>,
  policy: QuarantinePolicy,
): Promise<QuarantineStep | undefined> {
  const recorded = entry && (await recordEntries(ports, recipient, [entry], policy));
  const step = recorded && entry && stepOf(recorded.before, recorded.after, entry, policy);
  await ports.evidence.put({
    ...evidence,
    ...(evidence.reply === undefined ? {} : { reply: maskRecipient(evidence.reply, recipient.address) }),
    key: recipient.key,
    ...(step ? { quarantine: step } : {}),
  });
  return step;
}
