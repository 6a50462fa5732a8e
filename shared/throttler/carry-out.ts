import type { ParkedMail } from '../backlog/page.ts';
import { park } from '../backlog/park.ts';
import { endMails } from '../delivery/end-mails.ts';
import { maskAddresses } from '../text/mask-address.ts';
import type { EpochMicros, EpochMillis } from '../time/units.ts';
import { sendOff } from './count-trial.ts';
import type { ThrottlerPorts } from './ports.ts';
import type { Step } from './step.ts';

/** The steps of one kind, and where in the list each stands. */
function ofKind<K extends Step['kind']>(steps: readonly Step[], kind: K) {
  const isOfKind = (step: Step): step is Extract<Step, { kind: K }> => step.kind === kind;
  return {
    steps: steps.filter(isOfKind),
    places: [...steps.keys()].filter((at) => steps[at]?.kind === kind),
  };
}

const placesOf = (failed: Iterable<number>, places: readonly number[]): number[] =>
  [...failed].map((at) => places[at] ?? 0);

/** Parks what belongs to another key; answers the indexes that failed: all or none. */
async function move(
  ports: ThrottlerPorts,
  mails: readonly ParkedMail[],
  deadline: EpochMillis,
): Promise<Iterable<number>> {
  try {
    await park(ports, mails, deadline);
    return [];
  } catch (cause) {
    ports.log.warn('mails not moved', { cause: maskAddresses(String(cause)) });
    return mails.keys();
  }
}

/** Tells people of lines that hold no mail; answers the indexes that must be tried again. */
async function reject(ports: ThrottlerPorts, steps: readonly Extract<Step, { kind: 'reject' }>[]) {
  if (steps.length === 0) return [];
  for (const { rejected } of steps) ports.log.warn('backlog line rejected', { reason: rejected.reason });
  ports.log.count('Rejected', steps.length);
  return ports.rejected.send(steps.map(({ rejected }) => rejected));
}

/**
 * Carries out steps, departures with the slots in their order; answers the index of the first that failed, or the number
 * of steps.
 */
export async function carryOut(
  ports: ThrottlerPorts,
  steps: readonly Step[],
  slots: readonly EpochMicros[],
  deadline: EpochMillis,
): Promise<number> {
  const departing = ofKind(steps, 'depart');
  const ending = ofKind(steps, 'end');
  const moving = ofKind(steps, 'move');
  const rejecting = ofKind(steps, 'reject');
  const departures = departing.steps.map((step, at) => ({ ...step, slot: slots[at] ?? 0 }));
  const parked = moving.steps.map((step) => step.parked);
  const [unsent, unended, unmoved, untold] = await Promise.all([
    sendOff(ports, departures),
    endMails(
      ports,
      ending.steps.map((step) => step.ending),
    ),
    move(ports, parked, deadline),
    reject(ports, rejecting.steps),
  ]);
  const failed = [
    ...placesOf(unsent, departing.places),
    ...placesOf(unended, ending.places),
    ...placesOf(unmoved, moving.places),
    ...placesOf(untold, rejecting.places),
  ];
  return Math.min(steps.length, ...failed);
}
