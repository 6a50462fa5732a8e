import type { OutcomeEvent } from '../outcome/event.ts';
import type { DeliveryRecord } from '../ports/delivery-store.ts';
import type { Rejected } from '../ports/queues.ts';
import type { CandidateRules } from '../ports/rules-source.ts';
import type { KeyOf } from '../quarantine/address-key.ts';
import type { Recipient } from '../quarantine/note.ts';
import { recordEntries } from '../quarantine/record-entries.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { parseSesEvent } from '../ses-events/parse-ses-event.ts';
import type { SesEvent } from '../ses-events/types.ts';
import type { Sighting } from '../unknown/unknown-text.ts';
import { confirm } from './confirm.ts';
import { type BadCount, badCount } from './count-trial.ts';
import { findMail } from './find-mail.ts';
import type { Finding } from './finding.ts';
import { findingOf } from './finding-of.ts';
import type { Classifier } from './judgement.ts';
import type { BouncePorts } from './ports.ts';
import { sightingOf } from './sighting-of.ts';
import { tell } from './tell.ts';

/** What became of one piece of feedback; nothing is passed over in silence. */
export type Accounting =
  /** Upstream hears of it; what it does to the address is done. */
  | {
      readonly kind: 'told';
      readonly events: readonly OutcomeEvent[];
      readonly bad?: BadCount;
      /** Words that nobody knows yet. */
      readonly unknown?: Sighting;
    }
  /** It says nothing new of a mail of ours: that SES took it, that somebody read it, or that a machine answered. */
  | { readonly kind: 'noted'; readonly what: string }
  /** For people to look at: unreadable, of an unknown type, or not about a mail of ours. Nothing changes by it. */
  | { readonly kind: 'rejected'; readonly rejected: Rejected }
  /** SES's word that the topic works. */
  | { readonly kind: 'validation' };

/** What the pieces of one batch are judged by. */
export interface Bench {
  readonly keyOf: KeyOf;
  readonly rules: RuleSet;
  readonly classifier: Classifier;
  /** Rules that some of the mail goes by first. */
  readonly candidate?: CandidateRules;
}

interface Case {
  readonly event: SesEvent;
  readonly record: DeliveryRecord;
  readonly recipient: Recipient;
}

/** The mail left by the set that tells of deliveries, for errors of its address were being counted. */
const isWatched = ({ event }: Case): boolean => event.mail.tags['mxp-watch'] !== undefined;

/**
 * A delivery where no errors are counted: it clears nothing and proves nothing, and where SES tells of every delivery, a
 * row of evidence for each would be a write a mail.
 */
const isOfNoAccount = (found: Case, { kind }: Finding): boolean => kind === 'delivered' && !isWatched(found);

/** A watched mail that SES took: a quiet time with it in it resets the counters. */
async function noteHandOver(ports: BouncePorts, found: Case, { rules }: Bench): Promise<void> {
  if (found.event.type !== 'Send' || !isWatched(found)) return;
  const at = Math.min(found.event.mail.timestamp, ports.clock.now());
  const entry = { kind: 'handedOver', mail: found.record.id, at } as const;
  await recordEntries(ports, found.recipient, [entry], rules.quarantine);
}

const rejected = (body: string, reason: string, id?: string): Accounting => ({
  kind: 'rejected',
  rejected: { body, reason: `feedback: ${reason}`, ...(id === undefined ? {} : { id }) },
});

/** Deals with one piece of feedback, whatever it is. Doing it twice changes nothing; throws when a port fails. */
export async function accountFor(ports: BouncePorts, bench: Bench, body: string): Promise<Accounting> {
  const parsed = parseSesEvent(body);
  if (!parsed.ok)
    return parsed.kind === 'validation' ? { kind: 'validation' } : rejected(body, parsed.reason);
  const { event } = parsed;
  const found = await findMail(ports.delivery, event, bench.keyOf);
  if (!found.ok) return rejected(body, found.reason, found.id);
  const { record, recipient } = found;
  const proof = { sesId: event.mail.messageId, handedOverAt: event.mail.timestamp };
  const confirmed = await confirm(ports.delivery, record, proof);
  const one: Case = { event, record, recipient };
  await noteHandOver(ports, one, bench);
  const circumstances = {
    record,
    address: recipient.address,
    classifier: bench.classifier,
    now: ports.clock.now(),
  };
  const finding = findingOf(event, circumstances);
  const told = finding
    ? [
        await tell(
          ports,
          { record, recipient, finding, source: 'ses', passing: isOfNoAccount(one, finding) },
          bench.rules,
        ),
      ]
    : [];
  const events = [...(confirmed ? [confirmed] : []), ...told];
  const bad = finding && badCount(bench.candidate, { ...one, finding });
  const unknown = finding && sightingOf(record, finding, recipient.address);
  if (events.length > 0)
    return { kind: 'told', events, ...(bad ? { bad } : {}), ...(unknown ? { unknown } : {}) };
  return event.type === 'Unknown'
    ? rejected(body, `an event of unknown type ${event.name}`, record.id)
    : { kind: 'noted', what: event.type };
}
