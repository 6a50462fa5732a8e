import type { OrderScope } from '../../shared/control/order.ts';
import { campaignSchema, streamSchema } from '../../shared/message/schema.ts';
import type { RulesSource } from '../../shared/ports/rules-source.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import { UsageError, UserError } from '../user-error.ts';

/** The scope options that `pause`, `resume` and `cancel` share; exactly one is given. */
export interface ScopeOptions {
  readonly campaign?: string;
  readonly rule?: string;
  readonly pool?: string;
  readonly stream?: string;
  readonly all?: boolean;
}

const NAMED = ['campaign', 'rule', 'pool', 'stream'] as const;

/** The one scope that the options name; throws a UsageError for none or several. */
export function scopeOf(options: ScopeOptions): OrderScope {
  const named = NAMED.flatMap((kind) => {
    const name = options[kind];
    return name === undefined ? [] : [{ kind, name }];
  });
  const scopes: readonly OrderScope[] = options.all ? [...named, { kind: 'all' }] : named;
  const [scope, ...others] = scopes;
  if (!scope || others.length > 0)
    throw new UsageError('name exactly one of --campaign NAME, --rule ID, --pool NAME, --stream NAME, --all');
  return scope;
}

async function checkRule(id: string, rules: RulesSource): Promise<void> {
  const { current, previous } = await rules.active();
  if ([current, previous].some((set) => set?.rules.some((rule) => rule.id === id))) return;
  throw new UserError(`there is no rule ${id}; \`mxp rules list\` names them`);
}

function checkPool(name: string, { pools }: Settings): void {
  if (!Object.hasOwn(pools, name))
    throw new UserError(`there is no pool ${name}; there is ${Object.keys(pools).join(', ')}`);
}

function checkName(kind: 'campaign' | 'stream', name: string): void {
  const read = { campaign: campaignSchema, stream: streamSchema }[kind].safeParse(name);
  if (!read.success) throw new UserError(`${kind} ${name}: ${read.error.issues[0]?.message}`);
}

/**
 * Throws a UserError for a name that nothing can have, which would make an order that concerns nothing. Rules are read
 * only for a rule's name: all mail can be paused whatever state they are in.
 */
export async function checkScope(scope: OrderScope, settings: Settings, rules: RulesSource): Promise<void> {
  switch (scope.kind) {
    case 'all':
      return;
    case 'rule':
      return checkRule(scope.name, rules);
    case 'pool':
      return checkPool(scope.name, settings);
    default:
      return checkName(scope.kind, scope.name);
  }
}
