import { join } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** A function's bundle, not minified: what nothing refers to is shaken off. */
export interface Bundle {
  /** The files of which something is left, by path from the root. */
  readonly files: readonly string[];
  readonly code: string;
}

export async function bundleOf(folder: string): Promise<Bundle> {
  const { metafile, outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [join('functions', folder, 'handler.ts')],
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    write: false,
    metafile: true,
    // What is imported late is shaken only where it is a file of its own.
    splitting: true,
    outdir: 'bundle',
    logLevel: 'error',
  });
  const files = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([path]) => path),
  );
  return { files, code: outputFiles.map(({ text }) => text).join('\n') };
}

const COMMAND = /^node_modules\/@aws-sdk\/client-([a-z0-9-]+)\/dist-es\/commands\/(\w+)Command\.js$/;

/** The SDK's commands in a bundle, as `dynamodb:PutItem`. */
export const commandsIn = ({ files }: Bundle): readonly string[] =>
  files.flatMap((path) => {
    const [, service, command] = COMMAND.exec(path) ?? [];
    return service === undefined ? [] : [`${service}:${command}`];
  });
