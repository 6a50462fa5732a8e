import type { ThroughputLevel } from '../settings/settings.ts';
import { type Limit, parseLimit } from './limit-text.ts';
import type { MxLimits } from './rule-set.ts';
import type { MxClassData, MxRuleData } from './schema.ts';

/** A value for all levels, or by level. */
type ByLevel<T> = T | Readonly<Partial<Record<ThroughputLevel, T>>>;

const at = <T extends string | number>(
  value: ByLevel<T> | undefined,
  level: ThroughputLevel,
): T | undefined => (typeof value === 'object' ? value[level] : value);

/** Only for texts that the schema has let through. */
function limitOf(text: string): Limit {
  const parsed = parseLimit(text);
  if (!parsed.ok) throw new RangeError(parsed.reason);
  return parsed.limit;
}

/**
 * The rule's limits by level: its own limit, else R × the level's percent, rounded down; never above its cap. The data must
 * fit the schema; whether the result makes sense (a limit of 0, a cap over another period) is for check-rule.ts to say.
 */
export function limitsOf(
  rule: MxRuleData,
  mxClass: MxClassData,
): (level: ThroughputLevel, percent: number) => MxLimits {
  const rate = limitOf(rule.rate ?? mxClass.rate);
  const cap = rule.cap === undefined ? Number.POSITIVE_INFINITY : limitOf(rule.cap).messages;
  return (level, percent) => {
    const own = at(rule.limit, level);
    const paced = own === undefined ? share(rate, percent) : limitOf(own);
    const perDay = at(rule.perDay, level);
    const limits: MxLimits = {
      messages: Math.min(paced.messages, cap),
      period: paced.period === 'minute' ? 'minute' : 'hour',
      connections: at(rule.connections, level) ?? given(at(mxClass.connections, level)),
      messagesPerConnection:
        at(rule.messagesPerConnection, level) ?? given(at(mxClass.messagesPerConnection, level)),
    };
    return perDay === undefined ? limits : { ...limits, perDay: limitOf(perDay).messages };
  };
}

const share = ({ messages, period }: Limit, percent: number): Limit => ({
  messages: Math.floor((messages * percent) / 100),
  period,
});

/** The schema asks classes for every level. */
function given(value: number | undefined): number {
  if (value === undefined) throw new RangeError('a class lacks a level; parse the rule set before use');
  return value;
}
