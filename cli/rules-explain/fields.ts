import { valueText } from '../../shared/rules/conflict.ts';
import { type Fields, readField, TIMEOUT_PARTS } from '../../shared/rules/fields.ts';
import { type Layer, layerOf } from '../../shared/rules/layers.ts';
import { LIMITS, limitsOf } from '../../shared/rules/limit-changes.ts';
import { printLimit } from '../../shared/rules/limit-text.ts';
import { classOf } from '../../shared/rules/resolve-limits.ts';
import type { MxRuleData } from '../../shared/rules/schema.ts';
import type { ThroughputLevel } from '../../shared/settings/settings.ts';
import type { Layered } from '../overrides/layered.ts';

/** One field of a rule as it is in force, and where it comes from. */
export interface ExplainedField {
  readonly field: string;
  readonly value: unknown;
  readonly layer: Layer;
  /** The layer by name: which feed, which class, whose override. */
  readonly from: string;
}

type Part = ThroughputLevel | (typeof TIMEOUT_PARTS)[number];

/** Whose override of a field it is and over what, as far as that was kept. */
function overrideText({ overrides }: Layered, rule: MxRuleData, path: string): string {
  const field = path.split('.')[0] ?? path;
  const entry = overrides.mxFields.findLast(
    ({ rule: id, set }) =>
      id === rule.id && (Object.hasOwn(set, field) || (field === 'masks' && set.addMasks)),
  );
  if (!entry) return 'own rule';
  const { was, by, why } = entry;
  const over = path in was ? was[path] : was[field];
  return `override${by === undefined ? '' : ` by ${by}`}${over === undefined ? '' : `, was ${valueText(over)}`}${why === undefined ? '' : `: ${why}`}`;
}

/** Whether and how the class's own value is ours. */
const classText = ({ layers }: Layered, rule: MxRuleData, path: string): string => {
  const paths = layers.classes.get(rule.class);
  const isOurs = paths?.has(path) || paths?.has(path.split('.')[0] ?? '');
  return `class ${rule.class}${isOurs ? ', overridden' : ''}`;
};

function levelText(layered: Layered, rule: MxRuleData, level: ThroughputLevel): string {
  const { data, layers } = layered;
  const rate = rule.rate ?? classOf(data, rule)?.rate;
  const from =
    layerOf(layers, rule, 'rate') === 'class' ? classText(layered, rule, 'rate') : rateText(layered, rule);
  return `level ${level}: ${data.levels[level]} % of R ${rate} (${from})${rule.cap === undefined ? '' : `, at most its cap ${rule.cap}`}`;
}

const rateText = (layered: Layered, rule: MxRuleData): string =>
  layerOf(layered.layers, rule, 'rate') === 'override' ? overrideText(layered, rule, 'rate') : layered.ground;

function fromText(layered: Layered, rule: MxRuleData, path: string, layer: Layer, level: ThroughputLevel) {
  switch (layer) {
    case 'feed':
      return layered.ground;
    case 'override':
      return overrideText(layered, rule, path);
    case 'class':
      return classText(layered, rule, path);
    case 'level':
      return levelText(layered, rule, level);
    default:
      return layer satisfies never;
  }
}

/** The value of a limit at the level, with cap and class applied. */
function limitValues({ data }: Layered, rule: MxRuleData, level: ThroughputLevel): Fields {
  const limits = limitsOf(data, rule)?.[level];
  if (!limits) return {};
  const { connections, messagesPerConnection, perDay } = limits;
  return {
    limit: printLimit(limits),
    perDay: perDay === undefined ? null : printLimit({ messages: perDay, period: 'day' }),
    connections,
    messagesPerConnection,
  };
}

/** Every field that is set by anybody, with the level's limits as they are in force. */
export function explainFields(
  layered: Layered,
  rule: MxRuleData,
  level: ThroughputLevel,
): readonly ExplainedField[] {
  const limits = limitValues(layered, rule, level);
  const mxClass: Fields = classOf(layered.data, rule) ?? {};
  const one = (field: string, part?: Part): readonly ExplainedField[] => {
    const path = part === undefined ? field : `${field}.${part}`;
    const layer = layerOf(layered.layers, rule, field, part);
    const own = readField(rule, path);
    const value = limits[field] ?? own ?? readField(mxClass, path);
    if (layer === undefined || (value === null && layer !== 'override')) return [];
    const name = field === 'timeouts' ? path : field;
    return [{ field: name, value, layer, from: fromText(layered, rule, path, layer, level) }];
  };
  return [
    ...['masks', 'class', 'scope', 'group', 'pools'].flatMap((field) => one(field)),
    ...LIMITS.flatMap((field) => one(field, level)),
    ...['cap', 'tls'].flatMap((field) => one(field)),
    ...TIMEOUT_PARTS.flatMap((part) => one('timeouts', part)),
  ];
}
