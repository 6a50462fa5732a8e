import { syncRules } from '../../shared/rule-sync/sync.ts';
import { createSyncPorts } from './ports.ts';

const { ports, log } = createSyncPorts();

/** Daily, by EventBridge. A fault is thrown, so that Lambda tries again; a feed that cannot be had is told, and is no fault. */
export async function handler(): Promise<void> {
  try {
    await syncRules(ports);
  } finally {
    log.flush();
  }
}
