import type { Mail } from '../../../shared/message/mail.ts';
import type { Random } from '../../../shared/ports/clock.ts';
import type { Mailer, SendResult } from '../../../shared/ports/mailer.ts';
import type { Faults } from './faults.ts';
import type { Scheduler } from './scheduler.ts';

/** One hand-over that SES took, in true time. */
export interface Accepted {
  readonly id: string;
  readonly address: string;
  readonly domain: string;
  readonly at: number;
}

const bounceOf = (mail: { readonly timestamp: string }, emailAddress: string, diagnosticCode: string) =>
  JSON.stringify({
    eventType: 'Bounce',
    mail,
    bounce: {
      bounceType: 'Permanent',
      bounceSubType: 'General',
      timestamp: mail.timestamp,
      bouncedRecipients: [{ emailAddress, diagnosticCode }],
    },
  });

/** SES as the sender sees it, with an accept log that no code of ours has touched. */
export function createSes(world: {
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly faults: () => Faults;
  readonly inDoubt: Set<string>;
  /** Gets SES's Send event of every mail that it took. */
  readonly publish: (event: string) => void;
  /** The answer of the recipient's server, where it sends the mail back; SES tells of it with a Bounce event. */
  readonly bounces: (address: string) => string | undefined;
  readonly publishBounce: (event: string) => void;
}) {
  const { scheduler, random } = world;
  const accepted: Accepted[] = [];
  const begun: string[] = [];
  const take = ({ id, to: { address, domain } }: Mail) => {
    const at = scheduler.clock.now();
    accepted.push({ id, address, domain, at });
    const tags = { 'mxp-id': [id] };
    const timestamp = new Date(at).toISOString();
    const mail = { messageId: `ses-${id}`, timestamp, destination: [address], tags };
    world.publish(JSON.stringify({ eventType: 'Send', mail, send: {} }));
    const diagnosticCode = world.bounces(address);
    if (diagnosticCode !== undefined) world.publishBounce(bounceOf(mail, address, diagnosticCode));
  };
  const accept = (mail: Mail, inMillis: number) =>
    scheduler.at(scheduler.clock.now() + inMillis, () => take(mail));

  async function send(handOver: Parameters<Mailer['send']>[0], callMillis: number): Promise<SendResult> {
    const { id } = handOver.mail;
    const { unknown, slowDown, stall } = world.faults();
    const took = random() < stall ? callMillis * random() : Math.min(callMillis, 20 + random() * 80);
    if (random() < slowDown) {
      await scheduler.sleep(took);
      return { kind: 'slowDown', text: 'Maximum sending rate exceeded.' };
    }
    begun.push(id);
    if (random() < unknown) {
      world.inDoubt.add(id);
      if (random() < 0.5) accept(handOver.mail, random() * callMillis);
      await scheduler.sleep(callMillis);
      return { kind: 'unknown', text: 'time-out' };
    }
    accept(handOver.mail, took * random());
    await scheduler.sleep(took);
    return { kind: 'accepted', sesId: `ses-${id}` };
  }
  return {
    accepted,
    /** The id of each hand-over that may have left, whatever its sender heard. */
    begun,
    mailer: { send } satisfies Mailer,
  };
}
