import { rm, writeFile } from 'node:fs/promises';
import { type EngineFile, engineFile } from '../cli/engine-file.ts';
import type { Engine } from './engine.ts';

/** Leaves the engine's addresses where `mxp` looks for them; answers how to take them away again. */
export async function leaveEngineFile({ endpoints, stack }: Engine): Promise<() => Promise<void>> {
  const path = engineFile();
  const file: EngineFile = { pid: process.pid, endpoints, outputs: stack.outputs };
  await writeFile(path, JSON.stringify(file), { mode: 0o600 });
  return () => rm(path, { force: true });
}
