import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FeedSource } from '../../shared/ports/feed-source.ts';
import { UserError } from '../user-error.ts';

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/** A feed as files in a folder: what `mxp feed build` makes, and what a web server of one's own may serve. */
export const createFolderFeed = (folder: string): FeedSource => ({
  fetch: async (path, { mostBytes }) => {
    try {
      const bytes = await readFile(join(folder, path));
      if (bytes.length <= mostBytes) return { kind: 'fetched', bytes };
      return {
        kind: 'failed',
        failure: 'tooLarge',
        text: `it has ${bytes.length} bytes; at most ${mostBytes} fit`,
      };
    } catch (error) {
      const failure = codeOf(error) === 'ENOENT' ? 'missing' : 'unreachable';
      return { kind: 'failed', failure, text: error instanceof Error ? error.message : String(error) };
    }
  },
});

/** Writes beside and renames, so that nobody who reads meanwhile gets half a file. */
export async function writeWhole(path: string, bytes: Uint8Array | string): Promise<void> {
  const part = `${path}.${process.pid}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(part, bytes);
    await rename(part, path);
  } catch (cause) {
    await rm(part, { force: true });
    throw new UserError(`${path} could not be written: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
}
