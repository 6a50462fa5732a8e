import { sweep } from '../../shared/sweeper/sweep.ts';
import { createSweepPorts } from './ports.ts';

const { ports, log } = createSweepPorts();

/** Every minute, by EventBridge. */
export async function handler(): Promise<void> {
  try {
    await sweep(ports);
  } finally {
    log.flush();
  }
}
