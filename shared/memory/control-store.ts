import type { AccountLimits } from '../control/account.ts';
import { type Hold, holdName } from '../control/hold.ts';
import type { SetLevel } from '../control/level-in-force.ts';
import type { Order } from '../control/order.ts';
import { orderName } from '../control/order-name.ts';
import type { ControlStore } from '../ports/control-store.ts';

const inOrder = <T>(byName: ReadonlyMap<string, T>): readonly T[] =>
  [...byName.keys()].sort().flatMap((name) => byName.get(name) ?? []);

/** The Control table in memory; orders and holds come by name, as DynamoDB answers them. */
export function createMemoryControlStore(): ControlStore {
  const orders = new Map<string, Order>();
  const holds = new Map<string, Hold>();
  const levels = new Map<string, SetLevel>();
  let account: AccountLimits | undefined;
  return {
    load: async () => ({
      orders: inOrder(orders),
      holds: inOrder(holds),
      ...(levels.size > 0 ? { levels: Object.fromEntries(levels) } : {}),
      ...(account ? { account } : {}),
    }),
    putOrder: async (order) => {
      orders.set(orderName(order), order);
    },
    putLevel: async (pool, level) => {
      levels.set(pool, level);
    },
    dropLevel: async (pool) => {
      levels.delete(pool);
    },
    putAccount: async (limits) => {
      account = limits;
    },
    putHold: async (hold) => {
      holds.set(holdName(hold.scope), hold);
    },
    takeProbe: async (scope, seen, next) => {
      const hold = holds.get(holdName(scope));
      if (hold?.probeAt !== seen) return false;
      holds.set(holdName(scope), { ...hold, probeAt: next });
      return true;
    },
    liftHold: async (scope) => {
      holds.delete(holdName(scope));
    },
  };
}
