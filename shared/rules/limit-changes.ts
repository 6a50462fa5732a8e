import { THROUGHPUT_LEVELS, type ThroughputLevel } from '../settings/settings.ts';
import { printLimit } from './limit-text.ts';
import { classOf, type LimitsByLevel, resolveLimits } from './resolve-limits.ts';
import type { MxLimits } from './rule-set.ts';
import type { MxRuleData, RuleSetData } from './schema.ts';

export const LIMITS = ['limit', 'perDay', 'connections', 'messagesPerConnection'] as const;
export type LimitName = (typeof LIMITS)[number];

/** One limit of a rule at one level, before and after, as text; `even` where only the period is another. */
export interface LimitChange {
  readonly limit: LimitName;
  readonly level: ThroughputLevel;
  readonly before: string;
  readonly after: string;
  readonly change: 'tightened' | 'loosened' | 'even';
}

const MINUTES_PER_HOUR = 60;

/** What of two limits is compared: hand-overs an hour, a day; no limit is the highest. */
const size: Readonly<Record<LimitName, (limits: MxLimits) => number>> = {
  limit: ({ messages, period }) => (period === 'minute' ? messages * MINUTES_PER_HOUR : messages),
  perDay: ({ perDay }) => perDay ?? Number.POSITIVE_INFINITY,
  connections: ({ connections }) => connections,
  messagesPerConnection: ({ messagesPerConnection }) => messagesPerConnection,
};

const print: Readonly<Record<LimitName, (limits: MxLimits) => string>> = {
  limit: printLimit,
  perDay: ({ perDay }) => (perDay === undefined ? 'none' : printLimit({ messages: perDay, period: 'day' })),
  connections: ({ connections }) => String(connections),
  messagesPerConnection: ({ messagesPerConnection }) => String(messagesPerConnection),
};

/** How many times as much `after` allows as `before`; 1 where it is the same. */
export function looseness(limit: LimitName, before: MxLimits, after: MxLimits): number {
  const [was, is] = [size[limit](before), size[limit](after)];
  return was === is ? 1 : is / was;
}

/** The limits of a rule at every level, its class resolved; undefined where the set has no such class. */
export function limitsOf(data: RuleSetData, rule: MxRuleData): LimitsByLevel | undefined {
  const mxClass = classOf(data, rule);
  return mxClass && resolveLimits(data, rule, mxClass);
}

/** What differs between the limits of two rules, at every level. */
export const limitChanges = (before: LimitsByLevel, after: LimitsByLevel): readonly LimitChange[] =>
  LIMITS.flatMap((limit) =>
    THROUGHPUT_LEVELS.flatMap((level): readonly LimitChange[] => {
      const [was, is] = [print[limit](before[level]), print[limit](after[level])];
      if (was === is) return [];
      const times = looseness(limit, before[level], after[level]);
      const change = times > 1 ? 'loosened' : times < 1 ? 'tightened' : 'even';
      return [{ limit, level, before: was, after: is, change }];
    }),
  );
