import { GetObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { etagOf, feedFolder, isInsideFeed } from '../feed/feed-path.ts';
import type { FeedFailure, FeedSource, Fetched } from '../ports/feed-source.ts';

type Limits = Parameters<FeedSource['fetch']>[1];

const failed = (failure: FeedFailure, text: string): Fetched => ({ kind: 'failed', failure, text });

/** `s3://bucket/folder/`; the folder may be absent. */
function placeOf(address: string): { readonly bucket: string; readonly prefix: string } {
  const [, bucket = '', prefix = ''] = /^s3:\/\/([^/]+)\/(.*)$/.exec(feedFolder(address)) ?? [];
  return { bucket, prefix };
}

/** S3 answers 304 as an error. Who may not list the bucket is told 403 of an object that is not there. */
function failureOf(error: unknown, limits: Limits): Fetched {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (!(error instanceof S3ServiceException)) return failed('unreachable', text);
  const status = error.$metadata.httpStatusCode ?? 0;
  if (status === 304 && limits.etag !== undefined) return { kind: 'unchanged' };
  if (status === 404) return failed('missing', text);
  if (status === 301 || status === 307)
    return failed('redirected', `${text}: the bucket is in another region than this deployment`);
  return failed(status >= 500 || status === 0 ? 'unreachable' : 'refused', text);
}

async function readObject(s3: S3Client, Bucket: string, Key: string, limits: Limits, abort: AbortSignal) {
  const IfNoneMatch = limits.etag;
  const command = new GetObjectCommand({ Bucket, Key, ...(IfNoneMatch ? { IfNoneMatch } : {}) });
  const { Body: body, ContentLength: length, ETag } = await s3.send(command, { abortSignal: abort });
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (length !== undefined && length > limits.mostBytes)
    return failed('tooLarge', `it has ${length} bytes; at most ${limits.mostBytes} fit`);
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    abort.throwIfAborted();
    size += chunk.length;
    if (size > limits.mostBytes) return failed('tooLarge', `it goes on after ${limits.mostBytes} bytes`);
    chunks.push(chunk);
  }
  if (length !== undefined && length !== size) return failed('truncated', `${size} bytes came of ${length}`);
  return { kind: 'fetched', bytes: Buffer.concat(chunks), ...etagOf(ETag) } as const;
}

/** Objects in a bucket, under a folder. */
export function createS3Feed(
  address: string,
  { s3, timeLimitMillis }: { readonly s3: S3Client; readonly timeLimitMillis: number },
): FeedSource {
  const { bucket, prefix } = placeOf(address);
  return {
    fetch: async (path, limits) => {
      if (!isInsideFeed(path)) return failed('refused', `${path.slice(0, 200)} is no name within the feed`);
      const signal = AbortSignal.timeout(timeLimitMillis);
      try {
        return await readObject(s3, bucket, `${prefix}${path}`, limits, signal);
      } catch (error) {
        if (signal.aborted) return failed('slow', `it took longer than ${timeLimitMillis / 1_000} s`);
        return failureOf(error, limits);
      }
    },
  };
}
