import type { Order, OrderScope } from '../../shared/control/order.ts';
import { table } from '../table.ts';
import type { Answer } from './answer.ts';
import { isoTime, timeText } from './times.ts';

/** `campaign autumn`, or `all mail`. */
export const scopeText = (scope: OrderScope): string =>
  scope.kind === 'all' ? 'all mail' : `${scope.kind} ${scope.name}`;

export const isPauseInForce = (order: Order): boolean =>
  order.verb === 'pause' && order.endedAt === undefined;

/** An order with its times as ISO 8601. */
export const orderJson = (order: Order) => ({
  ...order,
  at: isoTime(order.at),
  ...(order.endedAt === undefined ? {} : { endedAt: isoTime(order.endedAt) }),
});

function stateOf({ verb, at, endedAt, endedBy = 'unknown' }: Order): string {
  if (verb === 'cancel') return `ends all of it first seen before ${timeText(at)}`;
  return endedAt === undefined ? 'in force' : `resumed ${timeText(endedAt)} by ${endedBy}`;
}

const rowOf = (order: Order): readonly string[] => [
  order.verb,
  scopeText(order.scope),
  timeText(order.at),
  order.by,
  stateOf(order),
  order.why ?? '',
];

/** Pauses in force first, then what was ordered, the latest first. */
export function ordersAnswer(orders: readonly Order[]): Answer {
  const sorted = [...orders].sort(
    (one, other) => Number(isPauseInForce(other)) - Number(isPauseInForce(one)) || other.at - one.at,
  );
  const text =
    sorted.length === 0
      ? 'No order has been given in the last 90 days.'
      : table(['ORDER', 'OF', 'GIVEN', 'BY', 'STATE', 'WHY'], sorted.map(rowOf));
  return { json: { orders: sorted.map(orderJson) }, text };
}
