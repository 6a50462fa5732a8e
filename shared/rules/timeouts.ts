import { MINUTE, SECOND } from '../time/units.ts';
import { parseDuration } from './duration-text.ts';
import type { MxClassData, MxRuleData } from './schema.ts';

/** How long an MX host may take, milliseconds. */
export interface Timeouts {
  /** To accept a connection. */
  readonly connect: number;
  /** To answer the end of a message. */
  readonly data: number;
  /** To answer anything else. */
  readonly other: number;
}

/** What the suite's only published rule has: Connection timeout 10s, Timeout Data 4m, Timeout 1m. */
export const USUAL_TIMEOUTS: Timeouts = { connect: 10 * SECOND, data: 4 * MINUTE, other: MINUTE };

/** A rule's time-outs, each its own, else its class's, else the usual one. The data must fit the schema. */
export function timeoutsOf(rule: MxRuleData, mxClass: MxClassData): Timeouts {
  if (!rule.timeouts && !mxClass.timeouts) return USUAL_TIMEOUTS;
  const of = (name: keyof Timeouts): number => {
    const text = rule.timeouts?.[name] ?? mxClass.timeouts?.[name];
    return (text === undefined ? undefined : parseDuration(text)) ?? USUAL_TIMEOUTS[name];
  };
  return { connect: of('connect'), data: of('data'), other: of('other') };
}
