import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { startDemoEngine } from '../../../local/demo/demo-engine.ts';
import { collectOutcomes } from '../../../local/outcome-collector.ts';
import type { ProviderOptions } from '../../../local/servers/provider.ts';
import { createStops } from '../../../local/stops.ts';

/** An engine of a test file's own that `mxp` finds, and what upstream hears of it; what starts is stopped when the rest cannot. */
export async function startDeskEngine(
  parameters?: Readonly<Record<string, unknown>>,
  guests?: readonly ProviderOptions[],
) {
  const folder = await mkdtemp(join(tmpdir(), 'mxp-test-'));
  vi.stubEnv('MXP_ENGINE_FILE', join(folder, 'engine.json'));
  const stops = createStops();
  stops.push(() => rm(folder, { recursive: true, force: true }));
  try {
    const engine = stops.add(await startDemoEngine(undefined, parameters, guests));
    const outcomes = await collectOutcomes(engine.clients, engine.stack.outputs['OutcomeTopicArn'] ?? '');
    stops.push(() => outcomes.finish());
    return { engine, outcomes, stop: () => stops.all().finally(() => vi.unstubAllEnvs()) };
  } catch (cause) {
    await stops.all();
    throw cause;
  }
}

export type DeskEngine = Awaited<ReturnType<typeof startDeskEngine>>;
