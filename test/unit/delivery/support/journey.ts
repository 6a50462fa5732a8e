import { consign } from '../../../../shared/delivery/consignment.ts';
import type { DeliveryMessage } from '../../../../shared/delivery/deliver.ts';
import { endMails } from '../../../../shared/delivery/end-mails.ts';
import type { SenderPorts } from '../../../../shared/delivery/ports.ts';
import { endingNow } from '../../../../shared/delivery/restraint.ts';
import { parseMail } from '../../../../shared/message/parse.ts';
import { type EpochMillis, MINUTE, SECOND } from '../../../../shared/time/units.ts';
import { NOW, runWith, type Sender, slotIn } from './sender.ts';

/** Where the first invocation dies: at its n-th port call, before or after that call's effect. */
export interface Crash {
  readonly call: number;
  readonly after: boolean;
}

const VISIBILITY = 3 * MINUTE;
const MOST_ROUNDS = 20;
const FOREVER = new Promise<never>(() => {});

/** The sender's ports, of which one call is the process's last. `calls` counts them. */
function mortal(ports: SenderPorts, crash: Crash | undefined) {
  const life = { calls: 0, dead: false };
  let die: (verdict: 'died') => void = () => {};
  const death = new Promise<'died'>((resolve) => {
    die = resolve;
  });
  const passes = async (after: boolean) => {
    if (crash && life.calls === crash.call && crash.after === after) {
      life.dead = true;
      die('died');
    }
    if (life.dead) await FOREVER;
  };
  const wrap = <P extends object>(port: P): P =>
    new Proxy(port, {
      get:
        (target, name) =>
        async (...args: readonly unknown[]) => {
          life.calls += 1;
          await passes(false);
          const method = Reflect.get(target, name) as (...given: readonly unknown[]) => unknown;
          const value = await method.apply(target, [...args]);
          await passes(true);
          return value;
        },
    });
  const { control, delivery, doubts, mailer, outcomes, deliveryQueue, priorityQueue } = ports;
  const wrapped = {
    control: wrap(control),
    delivery: wrap(delivery),
    doubts: wrap(doubts),
    mailer: wrap(mailer),
    outcomes: wrap(outcomes),
    deliveryQueue: wrap(deliveryQueue),
    priorityQueue: wrap(priorityQueue),
  };
  return { wrapped, death, life };
}

/** What a throttler does a minute after a mail came back: it ends it, or gives it a slot of that moment. */
async function throttle(sender: Sender, { body, envelope }: Omit<DeliveryMessage, 'recordId'>) {
  const parsed = parseMail(body, { known: new Set(['default']), default: 'default' });
  if (!parsed.ok || !envelope?.slot) throw new Error('no mail came back');
  const now = sender.clock.now() + MINUTE;
  const { mail } = parsed;
  const { echo } = consign(mail, body, envelope, envelope.slot);
  const ending = endingNow(
    sender.ports,
    consign(mail, body, envelope, envelope.slot),
    await sender.control.load(),
    now,
  );
  if (!ending) return { recordId: 'again', body, envelope: { ...envelope, slot: slotIn(now - NOW) } };
  const { bodyHash, id } = mail;
  const marks = envelope.resent ? { resent: envelope.resent } : {};
  await endMails(sender.endPorts, [{ id, bodyHash, echo, ending, expiresAt: envelope.expiresAt, ...marks }]);
  return undefined;
}

/** One invocation, which may crash; answers its port calls, and whether the message comes back by itself. */
export async function invoke(sender: Sender, message: DeliveryMessage, crash?: Crash) {
  const { wrapped, death, life } = mortal(sender.ports, crash);
  const ran = await Promise.race([runWith(sender, wrapped)(message), death]);
  return { calls: life.calls, comesBack: ran === 'died' || ran.size > 0 };
}

/** A message, and when it reaches a sender again. */
export type Due = { readonly message: DeliveryMessage; readonly at: EpochMillis };

/** What one invocation left behind, and when each message reaches a sender again. */
export async function leftBehind(
  sender: Sender,
  message: DeliveryMessage,
  comesBack: boolean,
): Promise<Due[]> {
  const now = sender.clock.now();
  const back = comesBack ? [{ message, at: now + VISIBILITY }] : [];
  const onward = sender.again.map(({ body, envelope, delaySeconds }) => ({
    message: { recordId: 'again', body, envelope },
    at: now + delaySeconds * SECOND,
  }));
  const served = await Promise.all(sender.returned.map((mail) => throttle(sender, mail)));
  const anew = served
    .filter((mail) => mail !== undefined)
    .map((mail) => ({ message: mail, at: now + MINUTE }));
  sender.again.length = 0;
  sender.returned.length = 0;
  return [...back, ...onward, ...anew];
}

/**
 * Takes one message through invocations, the first of which may crash, until nothing is left of it. Messages come back
 * after their visibility; `meanwhile` happens after the first invocation. Answers how many port calls that one made.
 */
export async function journey(
  sender: Sender,
  first: DeliveryMessage,
  crash?: Crash,
  meanwhile: () => Promise<void> = async () => {},
): Promise<number> {
  const { calls, comesBack } = await invoke(sender, first, crash);
  await meanwhile();
  const waiting = await leftBehind(sender, first, comesBack);
  for (let round = 0; waiting.length > 0; round += 1) {
    if (round > MOST_ROUNDS) throw new Error('the mail goes round for ever');
    const next = waiting.sort((one, other) => one.at - other.at).shift();
    if (!next) break;
    sender.clock.advance(Math.max(0, next.at - sender.clock.now()));
    const failed = await sender.run(next.message);
    waiting.push(...(await leftBehind(sender, next.message, failed.size > 0)));
  }
  return calls;
}
