import { expiryWarning } from '../../../shared/feed/expiry.ts';
import { DAY } from '../../../shared/time/units.ts';
import { timeText } from '../../commands/times.ts';
import { duration } from '../../duration.ts';
import type { Facts } from '../facts.ts';
import { type Check, fail, judged, ok, warn } from '../finding.ts';

/** Synchronised every night; two nights missed are no accident. */
const STALE = 2 * DAY;

/** Which rules are in force, and whether they are kept up to date. */
export const rules: Check = {
  group: 'Operation',
  name: 'rules',
  judge: ({ rules: fact, now, stackOption }: Facts) =>
    judged(fact, ({ version, mode, feed, pointer }) => {
      const since = pointer ? `in force since ${timeText(pointer.activatedAt)}` : 'as shipped';
      const what = `version ${version}, ${since}`;
      const sync = `mxp rules sync${stackOption}`;
      if (mode === 'custom')
        return warn(`${what}; custom: nothing is synchronised`, `mxp rules on${stackOption}`);
      if (feed.failed) return fail(`${what}; not synchronised: ${feed.failed.text}`, sync);
      if (feed.held && !pointer?.candidate)
        return warn(
          `${what}; release ${feed.held.version} is held: ${feed.held.why.join('; ')}`,
          `mxp rules diff${stackOption}`,
        );
      const { checkedAt, expiresAt } = feed;
      const expiry = expiresAt === undefined ? undefined : expiryWarning({ expiresAt }, now);
      if (expiry !== undefined) return warn(`${what}; ${expiry}`, 'ask whoever publishes the feed');
      if (checkedAt !== undefined && now - checkedAt > STALE)
        return warn(`${what}; synchronised ${duration(now - checkedAt)} ago`, sync);
      return ok(
        checkedAt === undefined
          ? `${what}; never synchronised`
          : `${what}; synchronised ${duration(now - checkedAt)} ago`,
      );
    }),
};
