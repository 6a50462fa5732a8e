import type { ParkedMail } from '../backlog/page.ts';
import type { PageLine } from '../backlog/read-group.ts';
import type { MailEnding } from '../delivery/end-mails.ts';
import { LANES } from '../message/envelope.ts';
import type { ControlSnapshot } from '../ports/control-store.ts';
import type { QueuedMail, Rejected } from '../ports/queues.ts';
import type { KeyOf } from '../quarantine/address-key.ts';
import type { QuotaKey } from '../quota/key.ts';
import type { EpochMillis } from '../time/units.ts';
import { type Candidate, endingOf, parkedAs } from './candidate.ts';
import { circumstancesFor } from './circumstances.ts';
import { type Circumstances, decide } from './decide.ts';
import type { Departure } from './dispatch.ts';
import { type InboundRecord, type Intake, intake } from './intake.ts';
import { poolsOf } from './pools-of.ts';
import type { ThrottlerPorts } from './ports.ts';

/** What is to become of one line of a page. */
export type Step =
  | { readonly kind: 'end'; readonly ending: MailEnding }
  | { readonly kind: 'move'; readonly parked: ParkedMail }
  | ({ readonly kind: 'depart' } & Omit<Departure, 'slot'>)
  | { readonly kind: 'keep'; readonly until: EpochMillis }
  /** A line that holds no mail: for people to look at. */
  | { readonly kind: 'reject'; readonly rejected: Rejected };

function stepFor(key: QuotaKey, candidate: Candidate, circumstances: Circumstances): Step {
  const decision = decide(candidate, circumstances);
  const { now } = circumstances;
  switch (decision.kind) {
    case 'end':
      return { kind: 'end', ending: endingOf(candidate, decision) };
    case 'wait':
      if (decision.key === key) return { kind: 'keep', until: decision.lookAt };
      return { kind: 'move', parked: parkedAs(candidate, { ...decision, opens: false }) };
    case 'ready': {
      const { route, watch } = decision;
      if (route.key === key) return { kind: 'depart', candidate, route, watch };
      const wait = { key: route.key, readyAt: now, lookAt: now, opens: true };
      return { kind: 'move', parked: parkedAs(candidate, wait) };
    }
    default:
      return decision satisfies never;
  }
}

/** A body that settings made invalid while it waited ends as such. */
function stepForUnfit({ rejected, ending }: Extract<Intake, { kind: 'unfit' }>, now: EpochMillis): Step {
  if (!ending) return { kind: 'reject', rejected };
  return { kind: 'end', ending: { ...ending, ending: { ...ending.ending, at: now } } };
}

const asRecord = ({ body, envelope }: QueuedMail): InboundRecord => ({
  recordId: '',
  body,
  envelope,
  sentAt: envelope.firstSeen,
  lane: LANES.fresh,
});

const NO_MAIL = 'a line of the backlog that holds no mail';

const read = ({ mail }: PageLine, ports: ThrottlerPorts, keyOf: KeyOf): Intake =>
  typeof mail === 'string'
    ? { kind: 'unfit', rejected: { body: mail, reason: NO_MAIL } }
    : intake(asRecord(mail), poolsOf(ports.settings), keyOf);

/** The lines' steps under `key`, in order, and the control snapshot that they go by. */
export async function stepsFor(
  ports: ThrottlerPorts,
  key: QuotaKey,
  lines: readonly PageLine[],
  probe: Circumstances['probe'],
): Promise<{ readonly steps: readonly Step[]; readonly control: ControlSnapshot }> {
  const keyOf = await ports.addressKeys.open();
  const taken = lines.map((line) => read(line, ports, keyOf));
  const candidates = taken.flatMap((one) => (one.kind === 'candidate' ? [one.candidate] : []));
  const circumstances = await circumstancesFor(ports, candidates, probe);
  const steps = taken.map((one) =>
    one.kind === 'candidate'
      ? stepFor(key, one.candidate, circumstances)
      : stepForUnfit(one, circumstances.now),
  );
  return { steps, control: circumstances.control };
}
