import { CATALOGUE } from './catalogue.ts';
import type { Report } from './run-all.ts';
import { runScenario } from './run-scenario.ts';

/** One scenario in a process of its own: an engine's addresses stand in the environment, so a process has one. */
const [name, seed = '1'] = process.argv.slice(2);
const tell = (report: Report): Promise<unknown> => new Promise((resolve) => process.send?.(report, resolve));

// The channel closes however the parent ends.
process.on('disconnect', () => process.exit(1));

async function run(): Promise<Report> {
  const scenario = CATALOGUE.find((one) => one.name === name);
  if (!scenario) return { failure: `there is no fault ${name}` };
  try {
    return { row: await runScenario(scenario, Number(seed), (text) => void tell({ text })) };
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

await tell(await run());
process.exit(0);
