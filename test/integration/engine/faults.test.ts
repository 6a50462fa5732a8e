import { expect, it } from 'vitest';
import { runScenario } from '../../../scripts/faults/run-scenario.ts';
import { throttlerKilled } from '../../../scripts/faults/scenarios/throttler-killed.ts';

it('hands every mail over once although throttlers are killed in mid-batch', {
  timeout: 480_000,
}, async () => {
  const row = await runScenario(throttlerKilled, 1, () => {});
  expect(row.injected).toBeGreaterThan(0);
  expect(row).toMatchObject({ mails: 75, handedOver: 75, waiting: 0, doubled: 0, lost: 0, wrong: [] });
});
