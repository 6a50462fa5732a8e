import type { Random } from '../../../shared/ports/clock.ts';
import type { Mailer, SendResult } from '../../../shared/ports/mailer.ts';
import type { Faults } from './faults.ts';
import type { Scheduler } from './scheduler.ts';

/** One hand-over that SES took, in true time. */
export interface Accepted {
  readonly id: string;
  readonly domain: string;
  readonly at: number;
}

/** SES as the sender sees it, with an accept log that no code of ours has touched. */
export function createSes(world: {
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly faults: () => Faults;
  readonly inDoubt: Set<string>;
  /** Gets SES's Send event of every mail that it took. */
  readonly publish: (event: string) => void;
}) {
  const { scheduler, random } = world;
  const accepted: Accepted[] = [];
  const take = (id: string, domain: string) => {
    const at = scheduler.clock.now();
    accepted.push({ id, domain, at });
    const mail = { messageId: `ses-${id}`, timestamp: new Date(at).toISOString(), tags: { 'mxp-id': [id] } };
    world.publish(JSON.stringify({ eventType: 'Send', mail, send: {} }));
  };
  const accept = (id: string, domain: string, inMillis: number) =>
    scheduler.at(scheduler.clock.now() + inMillis, () => take(id, domain));

  async function send(handOver: Parameters<Mailer['send']>[0], callMillis: number): Promise<SendResult> {
    const { id, to } = handOver.mail;
    const { unknown, slowDown, stall } = world.faults();
    const took = random() < stall ? callMillis * random() : Math.min(callMillis, 20 + random() * 80);
    if (random() < slowDown) {
      await scheduler.sleep(took);
      return { kind: 'slowDown', text: 'Maximum sending rate exceeded.' };
    }
    if (random() < unknown) {
      world.inDoubt.add(id);
      if (random() < 0.5) accept(id, to.domain, random() * callMillis);
      await scheduler.sleep(callMillis);
      return { kind: 'unknown', text: 'time-out' };
    }
    accept(id, to.domain, took * random());
    await scheduler.sleep(took);
    return { kind: 'accepted', sesId: `ses-${id}` };
  }
  return { accepted, mailer: { send } satisfies Mailer };
}
