import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Endpoints } from '../local/endpoints.ts';
import { userName } from './user-name.ts';

/** Where a running local engine leaves its addresses, so that `mxp` finds it by itself; MXP_ENGINE_FILE names another. */
export const engineFile = (): string =>
  process.env['MXP_ENGINE_FILE'] ?? join(tmpdir(), `mx-pacer-${userName()}.json`);

/** What the engine writes there. */
export interface EngineFile {
  readonly pid: number;
  readonly endpoints: Endpoints;
  /** The stack's outputs. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** Whether the process still runs; a file left by a killed engine counts for nothing. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
