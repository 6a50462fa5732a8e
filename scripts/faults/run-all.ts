import { fork } from 'node:child_process';
import { inFlight } from '../../shared/aws/in-flight.ts';
import type { Row } from './audit.ts';
import type { Scenario } from './scenario.ts';

/** What a scenario's process tells: how far it is, its row, or why there is none. */
export type Report = { readonly text: string } | { readonly row: Row } | { readonly failure: string };

const failed = ({ name, what }: Scenario, why: string): Row => ({
  fault: name,
  what,
  injected: 0,
  mails: 0,
  handedOver: 0,
  waiting: 0,
  inDoubt: 0,
  doubled: 0,
  lost: 0,
  recoverySeconds: 0,
  wrong: [why],
});

/** Runs a scenario in a process of its own; one that ends without a row is as bad as one that fails. */
function runOne(scenario: Scenario, seed: number, tell: (text: string) => void): Promise<Row> {
  const { name } = scenario;
  return new Promise((resolve) => {
    const child = fork(new URL('./scenario-process.ts', import.meta.url), [name, String(seed)], {
      stdio: ['ignore', 'ignore', process.env['MXP_LOG'] === undefined ? 'ignore' : 'inherit', 'ipc'],
    });
    let row: Row | undefined;
    child.on('message', (report: Report) => {
      if ('text' in report) tell(`${name}: ${report.text}`);
      else row = 'row' in report ? report.row : failed(scenario, report.failure);
    });
    child.on('exit', (code, signal) =>
      resolve(row ?? failed(scenario, `its process ended with ${signal ?? code}`)),
    );
  });
}

/** Runs the scenarios, some at a time: most of their time they wait. */
export const runAll = (
  scenarios: readonly Scenario[],
  seed: number,
  atOnce: number,
  tell: (text: string) => void,
): Promise<readonly Row[]> => inFlight(atOnce, scenarios, (scenario) => runOne(scenario, seed, tell));
