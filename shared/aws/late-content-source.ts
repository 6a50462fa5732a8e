import type { ContentSource } from './content-source.ts';

/**
 * A content source that is loaded with the first content that lies in S3. Most senders hand over mails that bear their
 * content, and start sooner without S3's client; esbuild makes a file of its own of what `create` imports.
 */
export function createLateContentSource(create: () => Promise<ContentSource>): ContentSource {
  let source: Promise<ContentSource> | undefined;
  return {
    load: async (reference) => {
      source ??= create();
      return (await source).load(reference);
    },
  };
}
