import type { Clock } from '../ports/clock.ts';
import type { ControlStore } from '../ports/control-store.ts';
import type { DeliveryStore, DoubtStore } from '../ports/delivery-store.ts';
import type { Log } from '../ports/log.ts';
import type { Mailer } from '../ports/mailer.ts';
import type { OutcomePublisher } from '../ports/outcomes.ts';
import type { MailQueue } from '../ports/queues.ts';
import type { Settings } from '../settings/settings.ts';

/** Everything that the sender reaches the world by. */
export interface SenderPorts {
  readonly clock: Clock;
  readonly control: Pick<ControlStore, 'load' | 'putHold' | 'takeProbe' | 'liftHold'>;
  readonly delivery: DeliveryStore;
  readonly doubts: DoubtStore;
  readonly mailer: Mailer;
  readonly outcomes: OutcomePublisher;
  /** Back towards a slot of the same mail: a wait, or a doubt. */
  readonly deliveryQueue: MailQueue;
  /** Back to the throttler for a new slot. */
  readonly priorityQueue: MailQueue;
  readonly settings: Settings;
  readonly log: Log;
}
