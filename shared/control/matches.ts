import type { EpochMillis } from '../time/units.ts';
import type { Order } from './order.ts';

/** What an order can name of a mail; `rule` is unknown before its MX was looked up. */
export interface Subject {
  readonly campaign?: string | undefined;
  readonly stream: string;
  readonly pool: string;
  readonly rule?: string | undefined;
}

const concerns = (order: Order, subject: Subject): boolean =>
  order.scope.kind === 'all' || subject[order.scope.kind] === order.scope.name;

const inForce = (order: Order): boolean => order.endedAt === undefined;

/** An operator has paused what this mail belongs to. */
export const isPaused = (orders: readonly Order[], subject: Subject): boolean =>
  orders.some((order) => order.verb === 'pause' && inForce(order) && concerns(order, subject));

/** The order that cancels a mail first seen at `firstSeen`; later mail of the same name lives. */
export const cancelledBy = (
  orders: readonly Order[],
  subject: Subject,
  firstSeen: EpochMillis,
): Order | undefined =>
  orders.find((order) => order.verb === 'cancel' && firstSeen < order.at && concerns(order, subject));
