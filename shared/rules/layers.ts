import type { ThroughputLevel } from '../settings/settings.ts';
import { type Fields, readField } from './fields.ts';
import type { MxRuleData } from './schema.ts';

/** Where a value comes from: the feed's rule, our override, the rule's class, or the class's or rule's R × level. */
export type Layer = 'feed' | 'override' | 'class' | 'level';

/** What of a merged rule set is ours; everything else is the feed's. */
export interface Layers {
  /** Own rules. */
  readonly own: ReadonlySet<string>;
  /** By rule of the feed, the paths that are set over it: `cap`, `limit.fast`. */
  readonly rules: ReadonlyMap<string, ReadonlySet<string>>;
  /** The same by class. */
  readonly classes: ReadonlyMap<string, ReadonlySet<string>>;
  readonly bounces: ReadonlySet<string>;
}

export const FEED_ONLY: Layers = { own: new Set(), rules: new Map(), classes: new Map(), bounces: new Set() };

/** Fields that a class gives where the rule has none. */
const FROM_CLASS = ['scope', 'rate', 'connections', 'messagesPerConnection', 'timeouts', 'tls'];

/** Whether one of the paths is the field, or its part that holds at the level. */
const sets = (paths: ReadonlySet<string> | undefined, field: string, part: string | undefined): boolean =>
  paths !== undefined && (paths.has(field) || (part !== undefined && paths.has(`${field}.${part}`)));

/**
 * The layer that one field of a rule comes from; undefined where nobody sets it. `part` is the level, or the part of the
 * time-outs, that is asked for.
 */
export function layerOf(
  layers: Layers,
  rule: MxRuleData,
  field: string,
  part?: ThroughputLevel | 'connect' | 'data' | 'other',
): Layer | undefined {
  if (sets(layers.rules.get(rule.id), field, part)) return 'override';
  const value = readField(rule satisfies Fields, part === undefined ? field : `${field}.${part}`);
  if (value !== null) return layers.own.has(rule.id) ? 'override' : 'feed';
  if (field === 'limit') return 'level';
  return FROM_CLASS.includes(field) ? 'class' : undefined;
}
