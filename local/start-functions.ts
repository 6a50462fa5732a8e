import type { LocalClients } from './clients.ts';
import type { Endpoints } from './endpoints.ts';
import { functionEnvironment } from './lambda/function-environment.ts';
import { createFunctionPool, type FunctionPool } from './lambda/function-pool.ts';
import { type Poller, startPoller } from './lambda/poller.ts';
import { type RunningSchedule, startSchedule } from './lambda/schedule.ts';
import type { Stops } from './stops.ts';
import type { FunctionModel, Stack } from './template/stack.ts';

/** Processes per function at most: Lambda has a thousand, this machine a few cores. */
const PROCESSES: Readonly<Record<string, number>> = { Sender: 4, Throttler: 3 };
const processesOf = ({ name }: FunctionModel): number =>
  Object.entries(PROCESSES).find(([prefix]) => name.startsWith(prefix))?.[1] ?? 1;

/** The stack's functions with their pollers and schedules. */
export function startFunctions(
  stack: Stack,
  endpoints: Endpoints,
  clients: LocalClients,
  log: (source: string, line: string) => void,
  stops: Stops,
) {
  const pools = new Map<string, FunctionPool>(
    stack.functions.map((model) => [
      model.name,
      stops.add(
        createFunctionPool({
          model,
          environment: functionEnvironment(model, endpoints),
          maxProcesses: processesOf(model),
          log,
        }),
      ),
    ]),
  );
  const poolOf = (name: string): FunctionPool => {
    const pool = pools.get(name);
    if (!pool) throw new Error(`the template names no function ${name}`);
    return pool;
  };
  // What runs once a night at a certain hour is started by hand here: `mxp rules sync`.
  const rates = stack.schedules.filter(({ expression }) => !expression.startsWith('cron('));
  const schedules = rates.map(({ name, functionName, expression }): RunningSchedule => {
    const { invoke } = poolOf(functionName);
    return stops.add(startSchedule({ name, expression, invoke }));
  });
  const startPollers = (): readonly Poller[] =>
    stack.mappings.map((mapping) => {
      const queue = stack.queues.find(({ arn }) => arn === mapping.queueArn);
      if (!queue) throw new Error(`the template names no queue ${mapping.queueArn}`);
      const model = stack.functions.find(({ name }) => name === mapping.functionName);
      return startPoller({
        mapping,
        queueUrl: queue.url,
        sqs: clients.sqs,
        invoke: poolOf(mapping.functionName).invoke,
        concurrency: model ? processesOf(model) : 1,
        onError: (error) => log('poller', String(error)),
      });
    });
  const kill = (name: string): number =>
    [...pools].reduce((sum, [id, pool]) => sum + (id.startsWith(name) ? pool.kill() : 0), 0);
  return { schedules, startPollers, kill };
}
