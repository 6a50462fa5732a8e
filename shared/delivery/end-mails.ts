import type { MailId } from '../message/mail.ts';
import { buildEvent } from '../outcome/build.ts';
import type { Echo, Ending, OutcomeEvent } from '../outcome/event.ts';
import type { DeliveryRecord, DeliveryStore, DoubtStore } from '../ports/delivery-store.ts';
import type { OutcomePublisher } from '../ports/outcomes.ts';
import type { RulesSource } from '../ports/rules-source.ts';
import { note, type QuarantinePorts, type Recipient } from '../quarantine/note.ts';
import { DAY, type EpochMillis, toEpochSeconds } from '../time/units.ts';
import { doubtful } from './doubtful.ts';
import { recordDoubt } from './record-doubt.ts';

/** A mail that is to end otherwise than by a hand-over. */
export interface MailEnding {
  readonly id: MailId;
  readonly bodyHash: string;
  readonly echo: Echo;
  /** Absent where the message named none that could be read. */
  readonly recipient?: Recipient;
  readonly ending: Ending;
  readonly expiresAt: EpochMillis;
  /** As in the mail's envelope. */
  readonly resent?: true;
}

export interface EndPorts extends QuarantinePorts {
  readonly delivery: DeliveryStore;
  readonly outcomes: OutcomePublisher;
  readonly rules: RulesSource;
  readonly doubts: DoubtStore;
}

/** Rows outlive their mail by this, for late feedback and late duplicates. */
const KEEP = 28 * DAY;

export const ttlFor = (expiresAt: EpochMillis) => toEpochSeconds(expiresAt + KEEP);

/**
 * What upstream is to hear about a copy that met a record of its id: the stored outcome again, a `duplicate` when the
 * content differs, nothing while another copy is being handed over.
 */
export function answerTo(
  existing: DeliveryRecord,
  copy: { readonly id: MailId; readonly bodyHash: string; readonly echo: Echo; readonly at: EpochMillis },
): OutcomeEvent | undefined {
  if (existing.bodyHash !== copy.bodyHash)
    return buildEvent(copy.id, copy.echo, { kind: 'duplicate', at: copy.at });
  return existing.ending && buildEvent(copy.id, existing.echo, existing.ending);
}

const recordOf = (
  { id, bodyHash, echo, recipient, expiresAt, resent }: MailEnding,
  ending: Ending,
): DeliveryRecord => ({
  id,
  state: 'ended',
  bodyHash,
  echo,
  ...(recipient ? { address: recipient.key } : {}),
  ending,
  ...(resent ? { resent } : {}),
  ttl: ttlFor(expiresAt),
});

/** A domain that takes no mail is an error of the address, noted once however often the ending is told. */
async function noted(ports: EndPorts, { id, recipient }: MailEnding, ending: Ending): Promise<Ending> {
  const { at, detail, type, reason, blame } = ending;
  if (ending.kind !== 'undeliverable' || !recipient || !reason) return ending;
  const { current } = await ports.rules.active();
  const entry = { kind: 'error', mail: id, at, reason, ...(blame ? { blame } : {}) } as const;
  const evidence = {
    at,
    mailId: id,
    kind: ending.kind,
    source: 'dns',
    reason,
    ...(type ? { type } : {}),
    ...(blame ? { blame } : {}),
    ...(detail === undefined ? {} : { reply: detail }),
    ruleSet: current.version,
  } as const;
  const step = await note(ports, recipient, entry, evidence, current.quarantine);
  return step ? { ...ending, quarantine: step } : ending;
}

/** A copy that does not know of a resend ends as one that does: the mail may have left. */
async function endOne(ports: EndPorts, mail: MailEnding): Promise<OutcomeEvent | undefined> {
  const { id, bodyHash, echo, resent } = mail;
  const ending = doubtful(mail, mail.ending);
  if (ending.kind === 'inDoubt') await recordDoubt(ports, { id, echo }, ending.at);
  const put = await ports.delivery.putIfFree(recordOf(mail, ending));
  if (put.ok) return buildEvent(id, echo, await noted(ports, mail, ending));
  const { existing } = put;
  const isUnmarked = existing.resent && !resent;
  if (isUnmarked && existing.state === 'free' && existing.bodyHash === bodyHash)
    return endOne(ports, { ...mail, resent: true });
  if (existing.bodyHash === bodyHash && existing.ending) await noted(ports, mail, existing.ending);
  return answerTo(existing, { id, bodyHash, echo, at: ending.at });
}

/**
 * Ends mails: each disposition is put first, if the id is new or free, so two copies cannot end twice; then upstream is
 * told. Answers the indexes that failed and must be tried again.
 */
export async function endMails(ports: EndPorts, mails: readonly MailEnding[]): Promise<ReadonlySet<number>> {
  const settled = await Promise.allSettled(mails.map((mail) => endOne(ports, mail)));
  const events = settled.map((result) => (result.status === 'fulfilled' ? result.value : undefined));
  const unpublished = await ports.outcomes.publish(events.filter((event) => event !== undefined));
  const failed = events.map((event, at) => {
    const untold = event !== undefined && unpublished.has(event.eventId);
    return settled[at]?.status === 'rejected' || untold ? at : undefined;
  });
  return new Set(failed.filter((at) => at !== undefined));
}
