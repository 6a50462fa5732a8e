import type { Standing } from '../../shared/quarantine/standing.ts';
import { isoTime } from '../commands/times.ts';

/** A standing with its times as ISO 8601. */
export function standingJson({ quarantine, denylist, allowlist, counts, lastErrorAt }: Standing) {
  const { since, reason, releaseAt } = quarantine ?? {};
  return {
    ...(since === undefined
      ? {}
      : {
          quarantine: {
            since: isoTime(since),
            ...(reason ? { reason } : {}),
            ...(releaseAt === undefined ? {} : { releaseAt: isoTime(releaseAt) }),
          },
        }),
    ...(denylist ? { denylist: { since: isoTime(denylist.since), streams: denylist.streams } } : {}),
    ...(allowlist ? { allowlist: { since: isoTime(allowlist.since) } } : {}),
    counts: Object.fromEntries(Object.entries(counts).map(([name, times]) => [name, times.map(isoTime)])),
    ...(lastErrorAt === undefined ? {} : { lastErrorAt: isoTime(lastErrorAt) }),
  };
}
