import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NotReady } from '../failures.ts';
import { CommandFailed, runCommand } from '../run-command.ts';

const REQUIREMENTS = join(import.meta.dirname, '..', 'requirements.txt');

/** The oldest Python that this MiniStack runs on, by its metadata (Requires-Python). */
const PYTHON = '3.10';

const HAS_PYTHON = `import sys; sys.exit(sys.version_info < (${PYTHON.replace('.', ', ')}))`;

const why = (error: unknown): string =>
  error instanceof CommandFailed
    ? error.message
    : `python3: ${error instanceof Error ? error.message : error}`;

async function made(folder: string): Promise<void> {
  const needs = `test:deploy needs Python ${PYTHON} or later as python3, with venv: on Debian, apt-get install python3 python3-venv`;
  const run = (...args: readonly string[]) =>
    runCommand('python3', args, process.env).catch((error: unknown) => {
      throw new NotReady(`${needs}\n${why(error)}`);
    });
  await run('-c', HAS_PYTHON);
  await run('-m', 'venv', folder);
}

/** Answers `ministack 1.2.3`. */
export async function pinnedEmulator(): Promise<string> {
  const line = (await readFile(REQUIREMENTS, 'utf8'))
    .split('\n')
    .find((one) => one.startsWith('ministack=='));
  return (line ?? 'ministack').replace('==', ' ');
}

/** Installs MiniStack into a virtual environment of its own in `folder`, and answers the program to start. */
export async function installEmulator(folder: string): Promise<string> {
  await made(folder);
  const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', REQUIREMENTS];
  await runCommand(join(folder, 'bin', 'python'), args, process.env).catch((error: unknown) => {
    throw new NotReady(
      `MiniStack cannot be installed: pip must reach PyPI, or an index named in PIP_INDEX_URL\n${why(error)}`,
    );
  });
  return join(folder, 'bin', 'ministack');
}
