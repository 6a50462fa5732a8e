import type { ParkedMail } from '../backlog/page.ts';
import { type EpochMillis, MINUTE } from '../time/units.ts';
import { type Candidate, endingOf, parkedAs } from './candidate.ts';
import { type Circumstances, decide } from './decide.ts';
import type { ThrottlerPorts } from './ports.ts';
import type { Route } from './route.ts';
import type { Ended, Ready, Task, Waiting } from './task.ts';

/** More returns than any healthy mail makes: then it rests for a quarter of an hour and the operator hears of it. */
export const MOST_HOPS = 30;
const REST = 15 * MINUTE;

function rested(
  ports: Pick<ThrottlerPorts, 'log'>,
  candidate: Candidate,
  route: Route,
  now: EpochMillis,
): ParkedMail {
  ports.log.warn('mail returned too often', { mailId: candidate.mail.id, rule: route.rule });
  ports.log.count('TooManyReturns');
  const envelope = { ...candidate.envelope, hops: 0 };
  const wait = { key: route.key, readyAt: now + REST, lookAt: now + REST, opens: false };
  return parkedAs({ ...candidate, envelope }, wait);
}

/** Sorts a batch's mails by what is to become of them, each list in the order they came. */
export function triage(
  ports: Pick<ThrottlerPorts, 'log'>,
  tasks: readonly Task[],
  circumstances: Circumstances,
) {
  const ready: Ready[] = [];
  const waiting: Waiting[] = [];
  const ended: Ended[] = [];
  for (const task of tasks) {
    const { candidate, recordId } = task;
    const decision = decide(candidate, circumstances);
    if (decision.kind === 'end') ended.push({ recordId, ending: endingOf(candidate, decision) });
    else if (decision.kind === 'wait')
      waiting.push({ ...task, parked: parkedAs(candidate, { ...decision, opens: false }) });
    else if (candidate.envelope.hops > MOST_HOPS)
      waiting.push({ ...task, parked: rested(ports, candidate, decision.route, circumstances.now) });
    else ready.push({ ...task, route: decision.route, watch: decision.watch });
  }
  return { ready, waiting, ended };
}
