import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionModel } from '../template/stack.ts';
import type { InvokeResult } from './invocation.ts';
import { type RunnerOptions, type RunnerProcess, startRunner } from './runner-process.ts';

export interface PoolOptions {
  readonly model: FunctionModel;
  /** The whole environment of the function: see function-environment.ts. */
  readonly environment: Readonly<Record<string, string>>;
  /** Processes at most; further invocations wait for a free one. */
  readonly maxProcesses: number;
  readonly log: (functionName: string, line: string) => void;
}

/** A function as Lambda runs it: processes that are kept warm, each with one invocation at a time. */
export interface FunctionPool {
  invoke(event: unknown): Promise<InvokeResult>;
  /** Kills the processes that are at work, as a host that fails would; answers how many. */
  kill(): number;
  /** Waits for what runs, then ends all processes. Invocations after it fail. */
  stop(): Promise<void>;
}

export function createFunctionPool(options: PoolOptions): FunctionPool {
  const runnerOptions = runnerOptionsOf(options);
  const runners = new Set<RunnerProcess>();
  const idle: RunnerProcess[] = [];
  const waiting: ((runner: RunnerProcess) => void)[] = [];
  const running = new Set<Promise<InvokeResult>>();
  let stopped = false;

  const start = (): RunnerProcess => {
    const runner = startRunner(runnerOptions);
    runners.add(runner);
    return runner;
  };
  const acquire = (): Promise<RunnerProcess> | RunnerProcess => {
    // The process used last is the warmest; one that died in the meantime is dropped.
    for (let runner = idle.pop(); runner; runner = idle.pop()) {
      if (runner.alive()) return runner;
      runners.delete(runner);
    }
    if (runners.size < options.maxProcesses) return start();
    return new Promise((resolve) => waiting.push(resolve));
  };
  const release = (used: RunnerProcess) => {
    if (!used.alive()) runners.delete(used);
    const next = waiting.shift();
    if (next) next(used.alive() ? used : start());
    else if (used.alive()) idle.push(used);
  };
  const run = async (event: unknown): Promise<InvokeResult> => {
    const runner = await acquire();
    const result = await runner.invoke(event);
    release(runner);
    return result;
  };
  return {
    invoke: async (event) => {
      if (stopped) return { ok: false, kind: 'error', message: `${options.model.name} is stopped` };
      const invocation = run(event);
      running.add(invocation);
      return await invocation.finally(() => running.delete(invocation));
    },
    kill: () => {
      const busy = [...runners].filter((runner) => runner.alive() && !idle.includes(runner));
      for (const runner of busy) void runner.stop();
      return busy.length;
    },
    stop: async () => {
      stopped = true;
      await Promise.all(running);
      await Promise.all([...runners].map((runner) => runner.stop()));
    },
  };
}

/** `index.handler` is the export `handler` of `index.mjs`, or else of `index.js`. */
function runnerOptionsOf({ model, environment, log }: PoolOptions): RunnerOptions {
  const dot = model.handler.lastIndexOf('.');
  const file = join(model.assetDir, model.handler.slice(0, dot));
  return {
    functionName: model.name,
    bundle: existsSync(`${file}.mjs`) ? `${file}.mjs` : `${file}.js`,
    exportName: model.handler.slice(dot + 1),
    timeoutMillis: model.timeoutSeconds * 1_000,
    memoryMb: model.memoryMb,
    environment,
    log,
  };
}
