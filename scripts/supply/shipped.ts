import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Shipped } from './licences.ts';

const ROOT = join(import.meta.dirname, '..', '..');

interface Locked {
  readonly version?: string;
  readonly dev?: boolean;
}

const readJson = (path: string) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));

/** The folder of the package that a file belongs to: `node_modules/a/node_modules/@b/c`. */
export const packageOf = (file: string): string | undefined =>
  /^((?:node_modules\/(?:@[^/]+\/)?[^/]+\/)+)/.exec(file)?.[1]?.slice(0, -1);

/** The folders of all packages of which something is left in the bundles. */
async function bundled(entryPoints: readonly string[]): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [...entryPoints],
    outdir: 'cdk.out/licences',
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    write: false,
    metafile: true,
    logLevel: 'error',
  });
  const files = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
  return files.map(packageOf).filter((folder) => folder !== undefined);
}

function shippedFrom(folder: string, locked: Locked | undefined): Shipped {
  const { name, version, license } = readJson(join(folder, 'package.json'));
  return {
    name,
    version,
    licence: typeof license === 'string' ? license : undefined,
    dev: locked?.dev === true,
  };
}

/** Every package that ships: those in the bundles, and those that come with ours when it is installed. */
export async function shippedPackages(entryPoints: readonly string[]): Promise<readonly Shipped[]> {
  const lock: Readonly<Record<string, Locked & { readonly optional?: boolean }>> =
    readJson('package-lock.json').packages;
  const installed = Object.entries(lock)
    .filter(([folder, { dev, optional }]) => folder !== '' && !dev && !optional)
    .map(([folder]) => folder);
  const folders = new Set([...installed, ...(await bundled(entryPoints))]);
  return [...folders].sort().map((folder) => shippedFrom(folder, lock[folder]));
}
