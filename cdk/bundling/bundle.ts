import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { ALIASES, NEVER_LOADED } from './aliases.ts';
import { TRIMS } from './trims.ts';

const trimPackages: Plugin = {
  name: 'trim-packages',
  setup({ onLoad }) {
    for (const { path, rewrite, loader } of TRIMS)
      onLoad({ filter: path }, async (module) => ({
        contents: rewrite(await readFile(module.path, 'utf8')),
        loader,
      }));
  },
};

/**
 * Bundles a handler as Lambda gets it, into `folder`/index.mjs: minified ES modules with the SDK in them, and of the
 * SDK only what is used, for Lambda bills the cold start that loads it. What is imported later is a file of its own. Answers esbuild's account of what came in.
 */
export async function bundleFunction(handler: string, folder: string): Promise<Metafile> {
  const { metafile } = await build({
    entryPoints: [handler],
    outdir: folder,
    entryNames: 'index',
    outExtension: { '.js': '.mjs' },
    splitting: true,
    absWorkingDir: join(import.meta.dirname, '..', '..'),
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    alias: { ...ALIASES },
    external: [...NEVER_LOADED],
    plugins: [trimPackages],
    logLevel: 'warning',
    metafile: true,
  });
  return metafile;
}
