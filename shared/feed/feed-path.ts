/** Names without `..`, scheme or leading slash: what a manifest names stays within its feed. */
const INSIDE = /^[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;

export const isInsideFeed = (path: string): boolean => path.length <= 200 && INSIDE.test(path);

/** The address of a feed ends in a slash, so that paths are put behind it; `…/feed.json` means its folder. */
export const feedFolder = (address: string): string => `${address.replace(/\/(?:feed\.json)?$/, '')}/`;

/** An etag worth keeping: printable, and as short as they are. */
export const etagOf = (etag: string | undefined): { readonly etag?: string } =>
  etag !== undefined && /^[!-~]{1,200}$/.test(etag) ? { etag } : {};
