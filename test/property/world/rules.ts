import type { ActiveRules } from '../../../shared/ports/rules-source.ts';
import type { MxLimits, RuleSet } from '../../../shared/rules/rule-set.ts';
import { POLICY } from '../../support/quarantine.ts';
import { START } from './world.ts';

/** Providers of the simulated world: mail for `x@north.test` goes to `mx.north.test`, and so on. */
export type Limits = Readonly<
  Record<
    string,
    Pick<MxLimits, 'messages' | 'period'> & { readonly perDay?: number; readonly group?: string }
  >
>;

const REST = { messages: 100, period: 'minute' } as const;

/** A rule per provider, in the order given, then `*`. */
export function rulesFor(limits: Limits, version = 'v1'): RuleSet {
  const ruleOf = (id: string, group: string) =>
    ({ id, masks: [`mx.${id}.test`], scope: 'rule', group, class: 'test', source: 'test' }) as const;
  const rules = Object.entries(limits).map(([id, { group }]) => ruleOf(id, group ?? id));
  const rest = {
    id: 'rest',
    masks: ['*'],
    scope: 'operator',
    group: 'rest',
    class: 'test',
    source: 'test',
  } as const;
  return {
    version,
    rules: [...rules, rest],
    match: (host) => rules.find(({ masks }) => masks[0] === host) ?? rest,
    limits: ({ id }) => ({ connections: 1, messagesPerConnection: 1, ...(limits[id] ?? REST) }),
    bounces: [],
    quarantine: POLICY,
  };
}

export const active = (limits: Limits): ActiveRules => ({
  current: rulesFor(limits),
  activatedAt: START - 86_400_000,
});

/** The limit that the auditor holds a domain to: the provider's own, or `*`'s per operator. */
export const limitOf = (limits: Limits, domain: string) => limits[domain.replace(/\.test$/, '')] ?? REST;
