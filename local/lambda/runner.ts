import { pathToFileURL } from 'node:url';
import type { Invocation, RunnerMessage } from './invocation.ts';

/**
 * The process that a function runs in: loads the bundle once, then answers one invocation after the other.
 * Arguments: the bundle's path, the handler's export, the function's name, its memory in MB.
 */

type Handler = (event: unknown, context: object) => unknown;

const [bundle = '', exportName = '', functionName = '', memoryMb = ''] = process.argv.slice(2);
const tell = (message: RunnerMessage) => process.send?.(message);

// The channel closes however the parent ends: no runner outlives it.
process.on('disconnect', () => process.exit(0));

const module = (await import(pathToFileURL(bundle).href)) as Readonly<Record<string, Handler | undefined>>;
const handler = module[exportName];
if (!handler) throw new Error(`${bundle} exports no '${exportName}'`);

process.on('message', (message) => void run(handler, message as Invocation));
tell({ kind: 'ready' });

async function run(handle: Handler, { requestId, event, deadline }: Invocation): Promise<void> {
  const context = {
    awsRequestId: requestId,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:local:000000000000:function:${functionName}`,
    memoryLimitInMB: memoryMb,
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
  try {
    tell({ kind: 'result', result: await handle(event, context) });
  } catch (error) {
    console.error(error);
    tell({
      kind: 'error',
      message: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    });
  }
}
