import { SECOND } from '../../../shared/time/units.ts';
import { duration } from '../../duration.ts';
import { type Check, judged, ok, skipped, warn } from '../finding.ts';

/** AWS refuses requests signed five minutes off; times that mxp shows are wrong well before. */
const MOST = 30 * SECOND;

export const clock: Check = {
  group: 'AWS',
  name: 'clock',
  judge: ({ caller, now }) =>
    judged(caller, ({ serverTime }) => {
      if (serverTime === undefined) return skipped('AWS did not say what time it is');
      const skew = Math.abs(serverTime - now);
      if (skew <= MOST) return ok("this machine's clock agrees with AWS");
      return warn(
        `this machine's clock is ${duration(skew)} off: times that mxp shows and --at, --since are wrong`,
        'set the clock by NTP (timedatectl set-ntp true)',
      );
    }),
};
