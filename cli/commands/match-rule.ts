import { readAddress } from '../../shared/message/address.ts';
import { readDomain } from '../../shared/message/domain.ts';
import { hostName } from '../../shared/mx/host-name.ts';
import type { MxDirectory, MxLookup } from '../../shared/ports/mx-directory.ts';
import { dnsKey } from '../../shared/quota/key.ts';
import { printLimit } from '../../shared/rules/limit-text.ts';
import { routeTo, rulesFor } from '../../shared/throttler/route.ts';
import type { EpochMillis } from '../../shared/time/units.ts';
import { UserError } from '../user-error.ts';
import type { Answer } from './answer.ts';
import { timeoutsText } from './rule-text.ts';
import { poolText, type RulesView } from './rules-view.ts';
import { isoTime, timeText } from './times.ts';

/** What is asked for: the MX host itself, or a domain whose MX is to be looked up. */
export type Target =
  | { readonly kind: 'host'; readonly host: string }
  | { readonly kind: 'domain'; readonly domain: string };

/** Reads `jane@example.com`, `@example.com` or an MX host; throws a UserError for anything else. */
export function targetOf(text: string): Target {
  if (!text.includes('@')) {
    const host = hostName(text);
    if (host === undefined)
      throw new UserError(
        `${text} is neither an address nor a host name, such as jane@example.com or mx1.example.com`,
      );
    return { kind: 'host', host };
  }
  if (text.startsWith('@')) {
    const read = readDomain(text.slice(1));
    if (!read.ok) throw new UserError(`not a domain: ${read.problem}`);
    return { kind: 'domain', domain: read.domain };
  }
  const read = readAddress(text);
  if (!read.ok) throw new UserError(`not an address: ${read.problem}`);
  return { kind: 'domain', domain: read.address.domain };
}

/** What an MX host falls under. */
export type Match = ReturnType<typeof matchOf>;

export function matchOf(host: string, { active, pool }: RulesView, now: EpochMillis) {
  const rules = rulesFor(host, pool, active);
  const rule = rules.match(host, pool.name);
  const limits = rules.limits(rule, pool.level);
  const { key, waitUntil } = routeTo(host, pool, active, now);
  const ruleSet = { version: rules.version, isCandidate: rules === active.candidate?.rules };
  return { host, rule, ruleSet, limits, key, ...(waitUntil === undefined ? {} : { waitUntil }) };
}

const SES_HIDES = 'SES hides connections, so these do not apply on SES pools';

const perPool = (messages: number, period: 'hour' | 'minute' | 'day', ipCount: number): string => {
  const whole = printLimit({ messages: messages * ipCount, period });
  return ipCount === 1 ? whole : `${whole} (${printLimit({ messages, period })} × ${ipCount} IPs)`;
};

const setText = ({ version, isCandidate }: Match['ruleSet']): string =>
  `rule set ${version}${isCandidate ? ', a candidate that is tried on this key' : ''}`;

function matchText({ host, rule, ruleSet, limits, key, waitUntil }: Match, view: RulesView): string {
  const { ipCount } = view.pool;
  const rows: readonly (readonly [head: string, text: string])[] = [
    ['MX host', host],
    ['rule', `${rule.id} (class ${rule.class}, scope ${rule.scope}) of ${setText(ruleSet)}`],
    ['source', rule.source],
    ['quota key', key],
    ['pool', poolText(view).replace(/^pool /, '')],
    ['limit', perPool(limits.messages, limits.period, ipCount)],
    ['per day', limits.perDay === undefined ? 'no limit of its own' : perPool(limits.perDay, 'day', ipCount)],
    ...(rule.pools
      ? [['only for', `pool${rule.pools.length === 1 ? '' : 's'} ${rule.pools.join(', ')}`] as const]
      : []),
    ['connections', `${limits.connections}, ${limits.messagesPerConnection} mails on each: ${SES_HIDES}`],
    ['time-outs', `${timeoutsText(rule.timeouts)}, TLS ${rule.tls}: on SMTP pools alone`],
    ...(waitUntil === undefined
      ? []
      : [
          [
            'new key',
            `admits from ${timeText(waitUntil)}, when no function works by the rules before`,
          ] as const,
        ]),
  ];
  return rows.map(([head, text]) => `${head.padEnd(12)} ${text}`).join('\n');
}

function matchJson({ host, rule, ruleSet, limits, key, waitUntil }: Match, { pool }: RulesView) {
  const { ipCount, name, level } = pool;
  return {
    mxHost: host,
    ruleSet: ruleSet.version,
    ...(ruleSet.isCandidate ? { isCandidate: true } : {}),
    rule: { id: rule.id, class: rule.class, scope: rule.scope, pools: rule.pools, source: rule.source },
    key,
    pool: { name, level, ipCount },
    limit: { messages: limits.messages * ipCount, period: limits.period },
    ...(limits.perDay === undefined ? {} : { perDay: limits.perDay * ipCount }),
    connections: limits.connections,
    messagesPerConnection: limits.messagesPerConnection,
    timeouts: rule.timeouts,
    tls: rule.tls,
    doNotApply: ['connections', 'messagesPerConnection', 'timeouts', 'tls'],
    ...(waitUntil === undefined ? {} : { waitUntil: isoTime(waitUntil) }),
  };
}

/** What becomes of mail to a domain without a usable MX. */
function nowhere(domain: string, { kind, text }: Exclude<MxLookup, { kind: 'found' }>): Answer {
  const fate =
    kind === 'undeliverable'
      ? 'Mail to it ends as undeliverable.'
      : `Mail to it waits under ${dnsKey(domain)} and is looked at again after 1 to 15 minutes, until it expires.`;
  return { json: { domain, lookUp: { kind, text } }, text: `No rule: ${text}.\n${fate}`, failed: true };
}

/** Which rule and quota key hold for an address or MX host, and the limits; fails where the domain has no usable MX. */
export async function matchRule(
  target: Target,
  view: RulesView,
  { directory, now }: { readonly directory: MxDirectory; readonly now: EpochMillis },
): Promise<Answer> {
  if (target.kind === 'host') {
    const match = matchOf(target.host, view, now);
    return { json: matchJson(match, view), text: matchText(match, view) };
  }
  const lookUp = await directory.lookUp(target.domain);
  if (lookUp.kind !== 'found') return nowhere(target.domain, lookUp);
  const match = matchOf(lookUp.host, view, now);
  return { json: { domain: target.domain, ...matchJson(match, view) }, text: matchText(match, view) };
}
