import type { Random } from '../../../shared/ports/clock.ts';
import type { Faults } from './faults.ts';
import type { Scheduler } from './scheduler.ts';

export interface Message<T> {
  readonly messageId: string;
  readonly sentAt: number;
  readonly content: T;
}

/** A standard queue: at least once, in no order, sometimes twice, sometimes late; feeds one event source mapping. */
export function createQueue<T>(
  world: { readonly scheduler: Scheduler; readonly random: Random; readonly faults: () => Faults },
  mapping: {
    readonly batchSize: number;
    readonly windowMillis: number;
    readonly concurrency: number;
    readonly visibilityMillis: number;
    /** Answers the message ids to deliver again, or `died`. */
    readonly invoke: (batch: readonly Message<T>[]) => Promise<ReadonlySet<string> | 'died'>;
  },
) {
  const { scheduler, random } = world;
  const visible: Message<T>[] = [];
  let inFlight = 0;
  let delayed = 0;
  let running = 0;
  let ids = 0;
  let polling = false;

  const show = (message: Message<T>, afterMillis: number) => {
    delayed += 1;
    scheduler.at(scheduler.clock.now() + afterMillis, () => {
      delayed -= 1;
      visible.push(message);
      poll();
    });
  };
  const take = (): Message<T>[] => {
    const batch: Message<T>[] = [];
    while (batch.length < mapping.batchSize && visible.length > 0)
      batch.push(...visible.splice(world.faults().late > 0 ? Math.floor(random() * visible.length) : 0, 1));
    return batch;
  };
  const run = async () => {
    const batch = take();
    if (batch.length === 0) return;
    running += 1;
    inFlight += batch.length;
    const hiddenUntil = scheduler.clock.now() + mapping.visibilityMillis;
    const outcome = await mapping.invoke(batch);
    running -= 1;
    inFlight -= batch.length;
    for (const message of batch)
      if (outcome === 'died' || outcome.has(message.messageId))
        show(message, Math.max(0, hiddenUntil - scheduler.clock.now()));
    poll();
  };
  const poll = () => {
    if (polling || running >= mapping.concurrency || visible.length === 0) return;
    polling = true;
    const wait = visible.length >= mapping.batchSize ? 1 : mapping.windowMillis + 1 + random() * 20;
    scheduler.at(scheduler.clock.now() + wait, () => {
      polling = false;
      void run();
      if (running < mapping.concurrency) poll();
    });
  };
  return {
    send(content: T, delayMillis: number): void {
      const { late, lateMillis, duplicate } = world.faults();
      const message = { messageId: `m${ids++}`, sentAt: scheduler.clock.now(), content };
      const lag = () => random() * 30 + (random() < late ? random() * lateMillis : 0);
      show(message, delayMillis + lag());
      if (random() < duplicate) show({ ...message, messageId: `m${ids++}` }, delayMillis + lag());
    },
    /** Messages in the queue, visible or not. */
    size: () => visible.length + delayed + inFlight,
  };
}
