import { randomUUID } from 'node:crypto';
import type { InvokeResult } from './invocation.ts';

export interface ScheduleOptions {
  readonly name: string;
  /** `rate(1 minute)`, `rate(5 minutes)`, `rate(1 day)` (EventBridge user guide, rate expressions). */
  readonly expression: string;
  readonly invoke: (event: unknown) => Promise<InvokeResult>;
}

/** A schedule that runs; like EventBridge's it first fires one period after its start. */
export interface RunningSchedule {
  /** Fires now, besides the schedule. */
  invokeNow(): Promise<InvokeResult>;
  stop(): Promise<void>;
}

const UNIT_MILLIS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** The period of a rate expression; undefined for anything else, such as cron. */
export function rateMillis(expression: string): number | undefined {
  const match = /^rate\(([1-9]\d*) (minute|hour|day)s?\)$/.exec(expression);
  const unit = UNIT_MILLIS[match?.[2] ?? ''];
  return match && unit ? Number(match[1]) * unit : undefined;
}

/** Throws RangeError when the expression is no rate. */
export function startSchedule({ name, expression, invoke }: ScheduleOptions): RunningSchedule {
  const period = rateMillis(expression);
  if (period === undefined)
    throw new RangeError(`schedule ${name}: only rate(…) runs locally, not '${expression}'`);
  const running = new Set<Promise<InvokeResult>>();
  const fire = (): Promise<InvokeResult> => {
    const invocation = invoke(scheduledEvent(name));
    running.add(invocation);
    return invocation.finally(() => running.delete(invocation));
  };
  // setInterval takes at most 2^31 − 1 ms, longer than any schedule runs on one machine.
  const timer = setInterval(() => void fire(), Math.min(period, 2 ** 31 - 1));
  return {
    invokeNow: fire,
    stop: async () => {
      clearInterval(timer);
      await Promise.all(running);
    },
  };
}

const scheduledEvent = (name: string) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: '000000000000',
  time: new Date().toISOString(),
  region: 'local',
  resources: [name],
  detail: {},
});
