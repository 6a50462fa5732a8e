import { createHash } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { ImportCounts } from './import-addresses.ts';
import type { Input } from './input.ts';

/** How far an import has come. */
export interface Progress {
  /** Rows that are done, refused ones among them; the next import passes over them. */
  readonly rows: number;
  readonly counts: ImportCounts;
}

/** Keeps how far an import has come in a file beside its input, so that a broken-off one goes on. */
export interface Checkpoint {
  /** Where an import of the same file with the same options broke off; undefined: nowhere. */
  load(): Promise<Progress | undefined>;
  save(progress: Progress): Promise<void>;
  /** The import is done. */
  remove(): Promise<void>;
}

/** Nothing to go on from: standard input and SES's list are read anew, which changes nothing. */
export const NO_CHECKPOINT: Checkpoint = {
  load: async () => undefined,
  save: async () => undefined,
  remove: async () => undefined,
};

interface Kept extends Progress {
  readonly of: string;
}

/** What makes an import the same one: the file by size and beginning, where it goes, and how it is read. */
const identityOf = ({ head, file }: Input, purpose: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify([file?.size, head, purpose]))
    .digest('base64url');

async function read(path: string): Promise<Kept | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Kept;
  } catch {
    return undefined;
  }
}

/** A checkpoint in `FILE.mxp-progress`. Where it cannot be written, an import that breaks off begins anew. */
export function createCheckpoint(input: Input, purpose: unknown): Checkpoint {
  if (!input.file) return NO_CHECKPOINT;
  const path = `${input.name}.mxp-progress`;
  const of = identityOf(input, purpose);
  return {
    load: async () => {
      const kept = await read(path);
      return kept?.of === of ? { rows: kept.rows, counts: kept.counts } : undefined;
    },
    save: async (progress) => {
      const next = `${path}.next`;
      const written = writeFile(next, JSON.stringify({ of, ...progress } satisfies Kept));
      await written.then(() => rename(next, path)).catch(() => undefined);
    },
    remove: () => rm(path, { force: true }),
  };
}
