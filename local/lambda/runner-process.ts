import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Invocation, InvokeResult, RunnerMessage } from './invocation.ts';
import { createInbox } from './runner-inbox.ts';

export interface RunnerOptions {
  readonly functionName: string;
  /** Path of the bundle's file. */
  readonly bundle: string;
  readonly exportName: string;
  readonly timeoutMillis: number;
  readonly memoryMb: number;
  /** The whole environment of the process. */
  readonly environment: Readonly<Record<string, string>>;
  /** Gets each line that the function writes, and each end that is not a return. */
  readonly log: (functionName: string, line: string) => void;
}

/** One execution environment: a process that runs one invocation at a time. */
export interface RunnerProcess {
  invoke(event: unknown): Promise<InvokeResult>;
  /** False once the process has ended, by a crash or by its time-out. */
  alive(): boolean;
  stop(): Promise<void>;
}

/** Lambda gives the INIT phase 10 s (developer guide, execution environment lifecycle). */
const INIT_MILLIS = 10_000;

export function startRunner(options: RunnerOptions): RunnerProcess {
  const { functionName, timeoutMillis, log } = options;
  const child = forkRunner(options);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const inbox = createInbox(child);
  let initialised = false;

  const answerWithin = async (millis: number): Promise<InvokeResult> => {
    const news = await inbox.next(millis);
    if (news.kind === 'message') return resultOf(news.message);
    if (news.kind === 'ended') return failure('crash', `Runtime exited: ${news.how}`);
    child.kill('SIGKILL');
    await exited;
    return failure('timeout', `Task timed out after ${(millis / 1_000).toFixed(2)} seconds`);
  };
  const invoke = async (event: unknown): Promise<InvokeResult> => {
    if (!initialised) {
      const ready = await answerWithin(INIT_MILLIS);
      if (!ready.ok) return ready;
      initialised = true;
    }
    child.send({ requestId: randomUUID(), event, deadline: Date.now() + timeoutMillis } satisfies Invocation);
    return answerWithin(timeoutMillis);
  };
  return {
    invoke: async (event) => {
      const result = await invoke(event);
      if (!result.ok) log(functionName, `${result.kind}: ${result.message}`);
      return result;
    },
    alive: () => inbox.ended() === undefined,
    stop: async () => {
      if (inbox.ended() !== undefined) return;
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function forkRunner({
  functionName,
  bundle,
  exportName,
  memoryMb,
  environment,
  log,
}: RunnerOptions): ChildProcess {
  const child = fork(
    new URL('./runner.ts', import.meta.url),
    [bundle, exportName, functionName, String(memoryMb)],
    {
      env: environment,
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  for (const stream of [child.stdout, child.stderr])
    if (stream) createInterface({ input: stream }).on('line', (line) => log(functionName, line));
  return child;
}

const failure = (kind: 'error' | 'timeout' | 'crash', message: string): InvokeResult => ({
  ok: false,
  kind,
  message,
});

function resultOf(message: RunnerMessage): InvokeResult {
  if (message.kind === 'error') return failure('error', message.message);
  return { ok: true, result: message.kind === 'result' ? message.result : undefined };
}
