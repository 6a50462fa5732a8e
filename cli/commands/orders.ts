import { KNOWN_AFTER } from '../../shared/control/known-after.ts';
import type { Order, OrderScope } from '../../shared/control/order.ts';
import type { Connection } from '../connection.ts';
import { UserError } from '../user-error.ts';
import { checkScope } from './order-scope.ts';
import { isPauseInForce, scopeText } from './order-text.ts';

type Ordering = Pick<Connection, 'control' | 'clock' | 'rules'> & {
  readonly deployment: Pick<Connection['deployment'], 'settings'>;
};
type Waking = Pick<Connection, 'clock' | 'quota' | 'wakeUps'>;

/** Who gives an order, and why. */
export interface Giver {
  readonly by: string;
  readonly why?: string;
}

const sameScope = (one: OrderScope, other: OrderScope): boolean => scopeText(one) === scopeText(other);

/** An order, and whether it stood already. */
export interface Given {
  readonly order: Order;
  readonly stood: boolean;
}

/** Gives an order; functions know it within 25 s. What is paused already is not paused twice. */
export async function give(
  { control, clock, rules, deployment }: Ordering,
  verb: Order['verb'],
  scope: OrderScope,
  giver: Giver,
): Promise<Given> {
  await checkScope(scope, deployment.settings, rules);
  const { orders } = await control.load();
  const standing = orders.find((order) => isPauseInForce(order) && sameScope(order.scope, scope));
  if (verb === 'pause' && standing) return { order: standing, stood: true };
  const order: Order = { verb, scope, at: clock.now(), ...giver };
  await control.putOrder(order);
  return { order, stood: false };
}

/** Ends the pauses of a scope, and answers them; throws a UserError when there are none. */
export async function endPauses(
  { control, clock }: Pick<Connection, 'control' | 'clock'>,
  scope: OrderScope,
  by: string,
): Promise<readonly Order[]> {
  const { orders } = await control.load();
  const paused = orders.filter((order) => isPauseInForce(order) && sameScope(order.scope, scope));
  if (paused.length === 0)
    throw new UserError(`${scopeText(scope)} is not paused; \`mxp orders\` lists what is`);
  const endedAt = clock.now();
  const ended = paused.map((order) => ({ ...order, endedAt, endedBy: by }));
  await Promise.all(ended.map((order) => control.putOrder(order)));
  return ended;
}

/**
 * Waits until every function knows the orders (what it parks until then waits for the old word's end), then wakes every key
 * with a backlog. Answers how many keys that were.
 */
export async function wakeKeys({ clock, quota, wakeUps }: Waking): Promise<number> {
  await clock.sleep(KNOWN_AFTER);
  const waiting = await quota.overdue(Number.MAX_SAFE_INTEGER);
  await wakeUps.send(waiting.map((wakeUp) => ({ ...wakeUp, delaySeconds: 0 })));
  return waiting.length;
}
