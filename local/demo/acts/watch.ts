import { readStatus } from '../../../cli/commands/status.ts';
import type { Connection } from '../../../cli/connection.ts';
import type { KeyStatus } from '../../../shared/quota/key-status.ts';
import { MINUTE } from '../../../shared/time/units.ts';
import type { Engine } from '../../engine.ts';
import { countMessages, queueUrlOf } from '../../waiting.ts';
import type { AcceptedMail } from '../audit/accepted.ts';
import { demoKeyOf } from '../demo-keys.ts';

/** Hand-overs so far, by SES's own log. */
export const acceptedOf = ({ ses }: Pick<Engine, 'ses'>): readonly AcceptedMail[] =>
  ses.accepted.map(({ recipient, mx = 'no MX', at }) => ({ recipient, mx, at }));

/** Hand-overs of the last minute by the name that a quota key ends with. */
export function sentLately(accepted: readonly AcceptedMail[], now: number): (key: string) => number {
  const counts = new Map<string, number>();
  for (const { mx, at } of accepted) {
    if (at < now - MINUTE) continue;
    const { name } = demoKeyOf(mx);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return (key) => counts.get(key.split('|').at(-1) ?? key) ?? 0;
}

/** Messages of the queues that mail goes through. */
async function countOnTheWay({ clients, stack }: Engine): Promise<number> {
  const queues = ['OutboundQueue', 'PriorityQueue', 'DeliveryQueue'].map((name) => queueUrlOf(stack, name));
  const counts = await Promise.all(queues.map((url) => countMessages(clients, url)));
  return counts.reduce((sum, count) => sum + count, 0);
}

export const waitingOf = (statuses: readonly KeyStatus[]): number =>
  statuses.reduce((sum, { waiting }) => sum + waiting, 0);

/** Nothing is on its way, and nothing waits for its slot: what still waits is kept back, or has no MX. */
export const isOver = (statuses: readonly KeyStatus[], onTheWay: number): boolean =>
  onTheWay === 0 && statuses.every(({ state }) => state !== 'pacing' && state !== 'draining');

/** What the engine shows of itself, once a second. */
export async function observe(engine: Engine, connection: Connection) {
  const [statuses, onTheWay] = await Promise.all([readStatus(connection), countOnTheWay(engine)]);
  return { statuses, onTheWay };
}
