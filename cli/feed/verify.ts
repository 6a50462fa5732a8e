import { expiryWarning } from '../../shared/feed/expiry.ts';
import type { FeedSource } from '../../shared/ports/feed-source.ts';
import type { EpochMillis } from '../../shared/time/units.ts';
import type { Answer } from '../commands/answer.ts';
import { countText } from '../count-text.ts';
import { checkFeed } from './check-feed.ts';
import { manifestJson, manifestLine } from './manifest-words.ts';
import { setText } from './rule-folder.ts';

/** `mxp feed verify`: whether a deployment that trusts these keys would take the feed. */
export async function verifyFeed(
  place: string,
  source: FeedSource,
  trusted: readonly string[],
  now: EpochMillis,
): Promise<Answer> {
  const feed = await checkFeed(source, trusted);
  if (!feed.ok) {
    const { fault, text } = feed;
    return { json: { ok: false, fault, text }, text: `${place}: ${fault}: ${text}`, failed: true };
  }
  const { manifest, keys, data } = feed;
  const warning = expiryWarning(manifest, now);
  const text = [
    `${place}: ${manifestLine(manifest)}.`,
    `Signed by ${keys.join(', ')}, which you trust.`,
    `Its set is whole: ${countText(manifest.set.bytes)} bytes, ${setText(data)}.`,
    ...(warning ? [`Warning: ${warning}.`] : []),
  ].join('\n');
  const json = { ok: true, ...manifestJson(manifest), trusted: keys, ...(warning ? { warning } : {}) };
  return { json, text };
}
