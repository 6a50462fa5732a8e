import type { AccountLimits } from '../control/account.ts';
import type { Hold, HoldScope } from '../control/hold.ts';
import type { Order } from '../control/order.ts';
import type { ThroughputLevel } from '../settings/settings.ts';
import type { EpochMillis } from '../time/units.ts';

/** All that an operator or SES says about what may leave. */
export interface ControlSnapshot {
  readonly orders: readonly Order[];
  readonly holds: readonly Hold[];
  /** Absent until the sweeper has asked SES. */
  readonly account?: AccountLimits;
  /** By pool, where an operator has changed the level that the deployment gave it. */
  readonly levels?: Readonly<Record<string, ThroughputLevel>>;
}

export interface ControlStore {
  load(): Promise<ControlSnapshot>;
  putOrder(order: Order): Promise<void>;
  putLevel(pool: string, level: ThroughputLevel): Promise<void>;
  putAccount(account: AccountLimits): Promise<void>;
  putHold(hold: Hold): Promise<void>;
  /** Moves `probeAt` if it still is `seen`: the one who moves it may probe. */
  takeProbe(scope: HoldScope, seen: EpochMillis, next: EpochMillis): Promise<boolean>;
  liftHold(scope: HoldScope): Promise<void>;
}
