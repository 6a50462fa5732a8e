import type { Clock, Random } from '../../../shared/ports/clock.ts';
import type { Faults } from './faults.ts';
import type { Scheduler } from './scheduler.ts';

/** One run of a function, with a clock of its own; it may die at any port call and is killed at its deadline. */
export interface Invocation {
  readonly clock: Clock;
  readonly deadline: number;
  /**
   * Wraps a port so that each call takes time and may be the last. `atOnce`: the call begins in the same instant, as the
   * hand-over does, whose time-out covers all that follows.
   */
  wrap<T extends object>(port: T, atOnce?: 'atOnce'): T;
}

const FOREVER = new Promise<never>(() => {});

/** Runs `work`; answers its value, or `died` when the process crashed or ran out of time. */
export async function invoke<T>(
  world: {
    readonly scheduler: Scheduler;
    readonly random: Random;
    readonly faults: () => Faults;
    readonly crashed: () => void;
  },
  timeoutMillis: number,
  work: (invocation: Invocation) => Promise<T>,
): Promise<{ readonly value: T } | 'died'> {
  const { scheduler, random } = world;
  const skew = (random() - 0.5) * world.faults().skewMillis;
  const end = scheduler.clock.now() + timeoutMillis;
  let dead = false;
  let die: (verdict: 'died') => void = () => {};
  const death = new Promise<'died'>((resolve) => {
    die = resolve;
  });
  const kill = () => {
    dead = true;
    die('died');
  };
  const hop = async () => {
    const { stall, stallMillis, crash } = world.faults();
    await scheduler.sleep(0.2 + random() * 5 + (random() < stall ? random() * stallMillis : 0));
    if (!dead && random() < crash) {
      world.crashed();
      kill();
    }
    if (dead) await FOREVER;
  };
  const wrap = <P extends object>(port: P, atOnce?: 'atOnce'): P =>
    new Proxy(port, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return async (...args: unknown[]) => {
          if (!atOnce) await hop();
          const value: unknown = await member.apply(target, args);
          await hop();
          return value;
        };
      },
    });
  const clock: Clock = {
    now: () => scheduler.clock.now() + skew,
    sleep: async (milliseconds) => {
      await scheduler.sleep(milliseconds);
      if (dead) await FOREVER;
    },
  };
  scheduler.at(end, kill);
  const running = work({ clock, deadline: end + skew, wrap }).then((value) => ({ value }));
  return Promise.race([running, death]);
}
