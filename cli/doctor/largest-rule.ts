import { levelInForce } from '../../shared/control/level-in-force.ts';
import { HOUR, MINUTE } from '../../shared/time/units.ts';
import type { LargestRule } from './facts.ts';
import type { Patient } from './gather.ts';

/** The rule and pool that would let out most in an hour at the levels in force. */
export async function largestRule({ rules, control, deployment }: Patient): Promise<LargestRule> {
  const [{ current }, { levels }] = await Promise.all([rules.active(), control.load()]);
  const all = Object.values(deployment.settings.pools).flatMap((pool) => {
    const level = levelInForce(pool, levels);
    return current.rules.map((rule): LargestRule => {
      const { messages, period } = current.limits(rule, level);
      const perHour = messages * pool.ipCount * (period === 'minute' ? HOUR / MINUTE : 1);
      return { rule: rule.id, pool: pool.name, level, perHour };
    });
  });
  return all.reduce((most, one) => (one.perHour > most.perHour ? one : most));
}
