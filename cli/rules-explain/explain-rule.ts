import { compileRuleSet } from '../../shared/rules/compile.ts';
import { valueText } from '../../shared/rules/conflict.ts';
import { compileGlob } from '../../shared/rules/glob.ts';
import { maskProblem } from '../../shared/rules/mask.ts';
import type { RuleSet } from '../../shared/rules/rule-set.ts';
import type { MxRuleData, RuleSetData } from '../../shared/rules/schema.ts';
import { routeTo } from '../../shared/throttler/route.ts';
import type { EpochMillis } from '../../shared/time/units.ts';
import type { Answer } from '../commands/answer.ts';
import { targetOf } from '../commands/match-rule.ts';
import type { RulesView } from '../commands/rules-view.ts';
import type { Layered } from '../overrides/layered.ts';
import { type Part, story } from '../story.ts';
import { UserError } from '../user-error.ts';
import { type ExplainedField, explainFields } from './fields.ts';

/** A rule in force as one pool is held to it. */
export interface Asked {
  readonly layered: Layered;
  readonly pool: RulesView['pool'];
  /** The level that the deployment gave the pool. */
  readonly deployed: string;
  readonly now: EpochMillis;
}

interface Fit {
  readonly rule: string;
  readonly masks: readonly string[];
}

interface Explained {
  /** What the rules were asked for: the host, or the plainest one that the mask fits. */
  readonly host: string;
  readonly rule: MxRuleData;
  /** The rules that would take the host, were those before them not there, in order. */
  readonly fits: readonly Fit[];
}

/** A host of a mask: the plainest one. */
const hostOf = (mask: string): string => mask.replaceAll('*', 'mx').replaceAll('?', 'a');

function readHost(text: string): string {
  if (!/[*?]/.test(text)) {
    const target = targetOf(text);
    if (target.kind === 'host') return target.host;
    throw new UserError(
      `${text} is no MX host and no mask; \`mxp rules match\` and \`mxp explain\` take addresses`,
    );
  }
  const problem = maskProblem(text);
  if (problem) throw new UserError(problem);
  return hostOf(text);
}

const fitsOf = (rules: readonly MxRuleData[], host: string): readonly Fit[] =>
  rules
    .map(({ id, masks }) => ({ rule: id, masks: masks.filter((mask) => compileGlob(mask)(host)) }))
    .filter(({ masks }) => masks.length > 0);

/** A mask that a rule has is explained by that rule, even where another takes some of its hosts. */
function explainedOf(data: RuleSetData, set: RuleSet, text: string, pool: string): Explained {
  const host = readHost(text);
  const taker = set.match(host, pool).id;
  const rule =
    data.rules.find(({ masks }) => masks.includes(text)) ?? data.rules.find(({ id }) => id === taker);
  if (!rule) throw new UserError(`no rule takes ${host}`);
  return { host, rule, fits: fitsOf(data.rules, host) };
}

const fieldPart = ({ field, value, from }: ExplainedField): Part => [field, `${valueText(value)}\n↳ ${from}`];

function textOf(explained: Explained, fields: readonly ExplainedField[], key: string, asked: Asked): string {
  const { host, rule, fits } = explained;
  const { layered, pool, deployed } = asked;
  const others = fits.filter((fit) => fit.rule !== rule.id);
  const first = fits[0]?.rule === rule.id ? '' : `, but rule ${fits[0]?.rule} comes first and takes it`;
  const level = pool.level === deployed ? '' : ` (deployed with ${deployed}, changed by an operator)`;
  return story([
    ['MX host', host],
    ['rule', `${rule.id} of ${layered.data.version}${first}`],
    ['fits by', fits.find((fit) => fit.rule === rule.id)?.masks.join(' ') ?? 'no mask of its own'],
    [
      'fits too',
      others.length === 0
        ? 'no other rule'
        : others.map((fit) => `${fit.rule} (${fit.masks.join(' ')})`).join(', '),
    ],
    [
      'pool',
      `${pool.name}: level ${pool.level}${level}, ${pool.ipCount} sending IP${pool.ipCount === 1 ? '' : 's'}; limits below are one IP's`,
    ],
    ['quota key', key],
    ...fields.map(fieldPart),
    ['source', rule.source],
    ...(layered.note === undefined ? [] : [['note', layered.note] as const]),
  ]);
}

/** Tells of an MX host or a mask which rule takes it and where each field of that rule comes from. */
export function explainRule(text: string, asked: Asked): Answer {
  const { layered, pool, now } = asked;
  const set = compileRuleSet(layered.data);
  const explained = explainedOf(layered.data, set, text, pool.name);
  const fields = explainFields(layered, explained.rule, pool.level);
  const { key } = routeTo(explained.host, pool, { current: set, activatedAt: 0 }, now);
  const { host, rule, fits } = explained;
  return {
    json: {
      mxHost: host,
      rule: rule.id,
      ruleSet: layered.data.version,
      pool: { name: pool.name, level: pool.level, ipCount: pool.ipCount },
      key,
      fits,
      fields,
      source: rule.source,
      ...(layered.note === undefined ? {} : { note: layered.note }),
    },
    text: textOf(explained, fields, key, asked),
  };
}
