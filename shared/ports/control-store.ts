import type { AccountLimits } from '../control/account.ts';
import type { Hold, HoldScope } from '../control/hold.ts';
import type { SetLevel, SetLevels } from '../control/level-in-force.ts';
import type { Order } from '../control/order.ts';
import type { EpochMillis } from '../time/units.ts';

/** All that an operator or SES says about what may leave. */
export interface ControlSnapshot {
  readonly orders: readonly Order[];
  readonly holds: readonly Hold[];
  /** Absent until the sweeper has asked SES. */
  readonly account?: AccountLimits;
  /** By pool, where an operator has changed the level that the deployment gave it; see `levelInForce`. */
  readonly levels?: SetLevels;
}

export interface ControlStore {
  load(): Promise<ControlSnapshot>;
  putOrder(order: Order): Promise<void>;
  putLevel(pool: string, level: SetLevel): Promise<void>;
  /** Leaves the pool to the deployment again. */
  dropLevel(pool: string): Promise<void>;
  putAccount(account: AccountLimits): Promise<void>;
  putHold(hold: Hold): Promise<void>;
  /** Moves `probeAt` if it still is `seen`: the one who moves it may probe. */
  takeProbe(scope: HoldScope, seen: EpochMillis, next: EpochMillis): Promise<boolean>;
  liftHold(scope: HoldScope): Promise<void>;
}
