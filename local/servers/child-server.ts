import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** A server in a process of its own, on 127.0.0.1. */
export interface ChildServer {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Asks the process a question that its module knows; see `answerParent`. */
  ask(question: string): Promise<unknown>;
  stop(): Promise<void>;
}

/** What a server's process tells its parent, once. */
type Report = { readonly port: number } | { readonly failure: string };

/** Forks `module`, which calls `reportToParent`, and waits until it listens. Throws when it cannot start. */
export async function startChildServer(module: URL): Promise<ChildServer> {
  const child = fork(module, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] });
  const report = await firstReport(child);
  if ('failure' in report) throw new Error(`${module.pathname} did not start: ${report.failure}`);
  return {
    url: `http://127.0.0.1:${report.port}`,
    port: report.port,
    pid: child.pid ?? 0,
    ask: async (question) => {
      child.send(question);
      const [answer] = await once(child, 'message');
      return answer;
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function firstReport(child: ChildProcess): Promise<Report> {
  return new Promise((resolve) => {
    child.once('message', (report) => resolve(report as Report));
    child.once('error', (error) => resolve({ failure: error.message }));
    child.once('exit', (code, signal) => resolve({ failure: `it ended with ${signal ?? code}` }));
  });
}

/**
 * The child's side: starts, reports the port, and ends with its parent. The channel closes however the parent ends, so
 * SIGKILL leaves no orphan.
 */
export async function reportToParent(start: () => Promise<number>): Promise<void> {
  process.once('disconnect', () => process.exit(0));
  try {
    process.send?.({ port: await start() } satisfies Report);
  } catch (error) {
    process.send?.({ failure: String(error) } satisfies Report);
    process.exit(1);
  }
}

/** The child's side of `ask`: every question gets this answer. */
export const answerParent = (answer: () => object): void => {
  process.on('message', () => process.send?.(answer()));
};
