import { HOUR, SECOND } from '../../../shared/time/units.ts';
import { countText } from '../../count-text.ts';
import type { Facts, LargestRule } from '../facts.ts';
import { type Check, fail, judged, ok, warn } from '../finding.ts';

/** From here on SES's day is nearly over. */
const NEARLY_USED = 0.9;

/** What the rules would let out beside what SES does. */
function beside(largest: LargestRule, rate: number, day: number): string {
  const { rule, pool, level, perHour } = largest;
  const grants = Math.min(rate * (HOUR / SECOND), day < 0 ? Number.POSITIVE_INFINITY : day);
  if (perHour <= grants) return '';
  return `; SES's limits come before those of rule ${rule} (pool ${pool}, level ${level}: ${countText(perHour)}/h)`;
}

export const sendQuota: Check = {
  group: 'SES',
  name: 'send quota',
  judge: ({ account, largestRule }: Facts) =>
    judged(account, ({ maxSendRate, max24HourSend, sentLast24Hours }) => {
      const day = max24HourSend < 0 ? 'any number a day' : `${countText(max24HourSend)} a day`;
      const more = largestRule.known ? beside(largestRule.value, maxSendRate, max24HourSend) : '';
      const text = `${maxSendRate}/s, ${day}, ${countText(sentLast24Hours)} in the last 24 h${more}`;
      const raise = 'ask for more: Service Quotas, Amazon SES, "Sending quota" and "Sending rate"';
      if (maxSendRate <= 0 || max24HourSend === 0) return fail(text, raise);
      if (max24HourSend > 0 && sentLast24Hours >= max24HourSend) return fail(`used up: ${text}`, raise);
      if (max24HourSend > 0 && sentLast24Hours >= max24HourSend * NEARLY_USED)
        return warn(`nearly used up: ${text}`, raise);
      return ok(text);
    }),
};
