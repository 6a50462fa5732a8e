import { join } from 'node:path';
import type { FeedSource } from '../../shared/ports/feed-source.ts';
import { createFolderFeed, writeWhole } from './folder.ts';

/** How an object is served. */
export interface Served {
  readonly contentType: string;
  readonly cacheControl: string;
}

/** Where a feed is published. */
export interface FeedTarget {
  /** For people. */
  readonly name: string;
  readonly source: FeedSource;
  /**
   * Writes one object. With `over` only if what is there now still has that etag, or nothing is there (`null`); answers
   * whether it did.
   */
  put(path: string, bytes: Uint8Array, served: Served, over?: string | null): Promise<boolean>;
}

/** A folder that a web server of one's own serves; how it says so is that server's. */
export const createFolderTarget = (folder: string): FeedTarget => ({
  name: folder,
  source: createFolderFeed(folder),
  put: async (path, bytes) => {
    await writeWhole(join(folder, path), bytes);
    return true;
  },
});
