import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Metafile } from 'esbuild';

/** Bytes of a bundle. `start`: what a cold start loads; `all`: with what is imported later; `packed`: all, by gzip. */
export interface BundleWeight {
  readonly start: number;
  readonly all: number;
  readonly packed: number;
}

/** What index.mjs imports, and what that imports, and so on. */
function loadedAtStart({ outputs }: Metafile): ReadonlySet<string> {
  const loaded = new Set(Object.keys(outputs).filter((file) => file.endsWith('index.mjs')));
  for (const file of loaded)
    for (const { path, kind, external } of outputs[file]?.imports ?? [])
      if (kind === 'import-statement' && !external) loaded.add(path);
  return loaded;
}

/** Weighs a bundle whose files lie below `root`, as esbuild names them. */
export function weighBundle(metafile: Metafile, root: string): BundleWeight {
  const files = Object.entries(metafile.outputs);
  const atStart = loadedAtStart(metafile);
  const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);
  return {
    start: sum(files.filter(([file]) => atStart.has(file)).map(([, { bytes }]) => bytes)),
    all: sum(files.map(([, { bytes }]) => bytes)),
    packed: sum(files.map(([file]) => gzipSync(readFileSync(join(root, file))).length)),
  };
}
