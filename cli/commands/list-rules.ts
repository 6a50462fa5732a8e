import { printLimit } from '../../shared/rules/limit-text.ts';
import type { MxLimits, MxRule } from '../../shared/rules/rule-set.ts';
import { table } from '../table.ts';
import type { Answer } from './answer.ts';
import { timeoutsText } from './rule-text.ts';
import { poolText, type RulesView } from './rules-view.ts';

/** A column of masks is cut here; `--json` has all of them. */
const WIDEST_MASKS = 48;

function masksText(masks: readonly string[]): string {
  let text = '';
  for (const [at, mask] of masks.entries()) {
    const next = at === 0 ? mask : `${text} ${mask}`;
    if (at > 0 && next.length > WIDEST_MASKS) return `${text} +${masks.length - at}`;
    text = next;
  }
  return text;
}

const rowOf = (
  { id, scope, class: name, masks, pools, timeouts, tls }: MxRule,
  limits: MxLimits,
  ipCount: number,
): readonly string[] => [
  id,
  scope,
  name,
  printLimit({ messages: limits.messages * ipCount, period: limits.period }),
  limits.perDay === undefined ? '–' : printLimit({ messages: limits.perDay * ipCount, period: 'day' }),
  String(limits.connections),
  String(limits.messagesPerConnection),
  timeoutsText(timeouts),
  tls,
  pools?.join(' ') ?? 'all',
  masksText(masks),
];

const HEADS = [
  'RULE',
  'SCOPE',
  'CLASS',
  'LIMIT',
  'PER DAY',
  'CONN',
  'PER CONN',
  'TIME-OUTS',
  'TLS',
  'POOLS',
  'MASKS',
];

/** Every rule in the order of matching, with its limits for the pool as a whole. */
export function listRules(view: RulesView): Answer {
  const { active, pool } = view;
  const rules = active.current.rules.map((rule) => ({
    rule,
    limits: active.current.limits(rule, pool.level),
  }));
  const rows = rules.map(({ rule, limits }) => rowOf(rule, limits, pool.ipCount));
  const text = [
    `Rule set ${active.current.version}, ${poolText(view)}. The first rule with a mask that fits the MX host decides.`,
    '',
    table(HEADS, rows),
  ].join('\n');
  const { name, level, ipCount } = pool;
  const limitsPerIp = rules.map(({ rule, limits }) => ({ ...rule, limitsPerIp: limits }));
  return {
    json: { ruleSet: active.current.version, pool: { name, level, ipCount }, rules: limitsPerIp },
    text,
  };
}
