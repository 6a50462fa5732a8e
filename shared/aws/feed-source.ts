import type { S3Client } from '@aws-sdk/client-s3';
import type { FeedSource } from '../ports/feed-source.ts';
import { createHttpsFeed } from './https-feed.ts';
import { createS3Feed } from './s3-feed.ts';

/** Two objects of a feed and all the rest fit into the function's minute. */
const TIME_LIMIT_MILLIS = 20_000;

export interface FeedSourceOptions {
  readonly s3: S3Client;
  /** Trusted in place of the authorities that Node knows. */
  readonly ca?: string;
  readonly timeLimitMillis?: number;
}

/** How an address of a feed begins. */
export const isFeedAddress = (address: string): boolean =>
  /^(?:https:\/\/[^\s/@]+|s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/[^\s?#]*)?$/.test(address);

/** The objects of a feed at `https://host/folder/` or `s3://bucket/folder/`. Never throws. */
export function createFeedSource(address: string, options: FeedSourceOptions): FeedSource {
  const { s3, ca, timeLimitMillis = TIME_LIMIT_MILLIS } = options;
  if (!isFeedAddress(address))
    return {
      fetch: async () => ({
        kind: 'failed',
        failure: 'refused',
        text: `the feed's address is neither https://host/folder/ nor s3://bucket/folder/`,
      }),
    };
  return address.startsWith('s3:')
    ? createS3Feed(address, { s3, timeLimitMillis })
    : createHttpsFeed(address, { timeLimitMillis, ...(ca === undefined ? {} : { ca }) });
}
