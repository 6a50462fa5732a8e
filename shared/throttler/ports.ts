import type { ParkPorts } from '../backlog/park.ts';
import type { EndPorts } from '../delivery/end-mails.ts';
import type { ControlStore } from '../ports/control-store.ts';
import type { Log } from '../ports/log.ts';
import type { MxDirectory } from '../ports/mx-directory.ts';
import type { ProofSource } from '../ports/proof-source.ts';
import type { AddressKeys } from '../ports/quarantine-store.ts';
import type { MailQueue, RejectedQueue } from '../ports/queues.ts';
import type { TrialStore } from '../ports/trial-store.ts';
import type { Settings } from '../settings/settings.ts';

/** Everything that the throttler and its pump reach the world by. */
export interface ThrottlerPorts extends ParkPorts, EndPorts {
  readonly addressKeys: AddressKeys;
  readonly proofs: ProofSource;
  readonly control: Pick<ControlStore, 'load'>;
  readonly directory: MxDirectory;
  readonly deliveryQueue: MailQueue;
  readonly rejected: RejectedQueue;
  readonly trials: Pick<TrialStore, 'add'>;
  readonly settings: Settings;
  readonly log: Log;
}
