import type { BacklogGroup } from '../backlog/group.ts';
import { type PageLine, readGroup } from '../backlog/read-group.ts';
import { isMarketing } from '../control/account-limits.ts';
import type { ControlSnapshot } from '../ports/control-store.ts';
import type { QuotaKey } from '../quota/key.ts';
import { type EpochMillis, SECOND } from '../time/units.ts';
import { type Award, admit } from './admit.ts';
import { carryOut } from './carry-out.ts';
import type { Circumstances } from './decide.ts';
import type { ThrottlerPorts } from './ports.ts';
import { type Step, stepsFor } from './step.ts';

/** How a visit to a group went; `lines` is how far its cursor moved. */
export type Visit =
  | { readonly kind: 'served'; readonly lines: number }
  /** The key or the account gave fewer slots than asked. */
  | { readonly kind: 'full'; readonly lines: number; readonly retryAt?: EpochMillis }
  /** Its next mail is kept back, or the group could not be worked on now. */
  | { readonly kind: 'kept'; readonly lines: number; readonly until: EpochMillis };

/** What one visit may do, and the round's gate for probes of what SES refuses. */
export interface VisitLimits {
  /** Lines. */
  readonly most: number;
  readonly deadline: EpochMillis;
  readonly probe: Circumstances['probe'];
}

/** Moves the group's cursor over `done` lines, or deletes the group behind its last; false when another was faster. */
async function moveCursor(
  ports: ThrottlerPorts,
  group: BacklogGroup,
  lines: readonly PageLine[],
  done: number,
): Promise<boolean> {
  const cursor = group.cursor + done;
  if (cursor >= group.count) return ports.backlog.remove(group);
  return ports.backlog.advance(group, { cursor, cursorByte: lines[done - 1]?.endByte ?? group.cursorByte });
}

/** A page that is gone must not block its key for ever. Pages outlive their mails, so this is a fault to be told. */
async function giveUp(ports: ThrottlerPorts, group: BacklogGroup): Promise<Visit> {
  ports.log.warn('backlog page lost', { object: group.object, mails: group.count - group.cursor });
  ports.log.count('PageLost');
  await ports.backlog.remove(group);
  return { kind: 'served', lines: 1 };
}

/** Asks for slots for those of the steps that depart; answers the steps that can be carried out with them. */
async function takeFor(ports: ThrottlerPorts, control: ControlSnapshot, steps: readonly Step[]) {
  const departing = steps.filter((step) => step.kind === 'depart');
  const [first] = departing;
  const none: Award = { slots: [] };
  if (!first) return { able: steps, award: none, full: false };
  const marketing = isMarketing(first.candidate.mail.stream);
  const bid = { route: first.route, wanted: departing.length, marketing, unlessOpen: false };
  const [award = none] = await admit(ports, control, [bid]);
  const refused = departing[award.slots.length];
  return {
    able: refused ? steps.slice(0, steps.indexOf(refused)) : steps,
    award,
    full: refused !== undefined,
  };
}

/**
 * Works on the next lines of a group under `key`, in order: those before the first that cannot leave now. The cursor
 * moves last, so a crash repeats mails (their claim finds it out) and loses none.
 */
export async function serveGroup(
  ports: ThrottlerPorts,
  key: QuotaKey,
  group: BacklogGroup,
  { most, deadline, probe }: VisitLimits,
): Promise<Visit> {
  const lines = await readGroup(ports.pages, group, most);
  if (lines.length === 0) return giveUp(ports, group);
  const { steps, control } = await stepsFor(ports, key, lines, probe);

  const kept = steps.find((step) => step.kind === 'keep');
  const free = kept ? steps.slice(0, steps.indexOf(kept)) : steps;
  const { able, award, full } = await takeFor(ports, control, free);
  const carried = await carryOut(ports, able, award.slots, deadline);
  const moved = carried === 0 || (await moveCursor(ports, group, lines, carried));

  if (!moved || carried < able.length)
    return { kind: 'kept', lines: moved ? carried : 0, until: ports.clock.now() + SECOND };
  if (full)
    return {
      kind: 'full',
      lines: carried,
      ...(award.retryAt === undefined ? {} : { retryAt: award.retryAt }),
    };
  return kept ? { kind: 'kept', lines: carried, until: kept.until } : { kind: 'served', lines: carried };
}
