import type { ActiveRules } from '../../../shared/ports/rules-source.ts';
import type { MxLimits, MxRule, RuleSet } from '../../../shared/rules/rule-set.ts';
import { USUAL_TIMEOUTS } from '../../../shared/rules/timeouts.ts';
import { POLICY } from '../../support/quarantine.ts';
import { START } from './world.ts';

/** How one provider's mail is counted, and how much of it may go. */
export type Provider = Pick<MxLimits, 'messages' | 'period'> & {
  readonly perDay?: number;
} & Partial<Pick<MxRule, 'group' | 'scope' | 'pools'>>;

/** Providers of the simulated world: mail for `x@north.test` goes to `mx.north.test`, for `x@a.city.test` to `mx.a.city.test`. */
export type Limits = Readonly<Record<string, Provider>>;

const REST = { messages: 100, period: 'minute' } as const;

/** A rule per provider, in the order given, then `*`. */
export function rulesFor(limits: Limits, version = 'v1'): RuleSet {
  const common = { class: 'test', source: 'test', timeouts: USUAL_TIMEOUTS, tls: 'default' } as const;
  const rules = Object.entries(limits).map(
    ([id, { group = id, scope = 'rule', pools }]): MxRule => ({
      ...common,
      id,
      masks: [`*.${id}.test`],
      scope,
      group,
      ...(pools ? { pools } : {}),
    }),
  );
  const rest: MxRule = { ...common, id: 'rest', masks: ['*'], scope: 'operator', group: 'rest' };
  const isFor = ({ id, pools }: MxRule, host: string, pool = '') =>
    host.endsWith(`.${id}.test`) && (pools === undefined || pools.includes(pool));
  return {
    version,
    rules: [...rules, rest],
    match: (host, pool) => rules.find((rule) => isFor(rule, host, pool)) ?? rest,
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
