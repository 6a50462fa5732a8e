/** Why a feed could not be had; each leaves yesterday's rules in force. */
export const FEED_FAILURES = [
  'unreachable',
  'slow',
  'tooLarge',
  'truncated',
  'redirected',
  'missing',
  'refused',
] as const;
export type FeedFailure = (typeof FEED_FAILURES)[number];

export type Fetched =
  | { readonly kind: 'fetched'; readonly bytes: Uint8Array; readonly etag?: string }
  /** Not changed since the etag that was named. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'failed'; readonly failure: FeedFailure; readonly text: string };

/** Objects of one feed, https or S3, with limits of time and size. Never throws. */
export interface FeedSource {
  /** `path` is relative to the feed's address. */
  fetch(path: string, limits: { readonly mostBytes: number; readonly etag?: string }): Promise<Fetched>;
}
