import { join } from 'node:path';
import { ACCOUNT, REGION } from './environment.ts';
import type { Parameters } from './parameters.ts';
import { PROJECT_ROOT, runCommand } from './run-command.ts';

/** The `cdk` of this project, as a deployer runs it. */
export interface Cdk {
  bootstrap(): Promise<void>;
  deploy(stacks: readonly string[], parameters: Parameters): Promise<void>;
  destroy(stacks: readonly string[], parameters: Parameters): Promise<void>;
}

const PROGRAM = join(PROJECT_ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk');

/** `env` names the emulator; what is synthesised goes to `folder`. */
export function createCdk(env: Readonly<Record<string, string>>, folder: string): Cdk {
  const run = async (...args: readonly string[]) => {
    await runCommand(
      process.execPath,
      [PROGRAM, ...args, '--no-notices', '--output', join(folder, 'cdk.out')],
      env,
    );
  };
  const context = (parameters: Parameters) =>
    Object.entries(parameters).flatMap(([name, value]) => ['--context', `${name}=${value}`]);
  return {
    bootstrap: () => run('bootstrap', `aws://${ACCOUNT}/${REGION}`),
    deploy: (stacks, parameters) =>
      run('deploy', ...stacks, '--require-approval', 'never', ...context(parameters)),
    destroy: (stacks, parameters) => run('destroy', ...stacks, '--force', ...context(parameters)),
  };
}
