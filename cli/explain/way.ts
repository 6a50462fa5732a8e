import type { MxLookup } from '../../shared/ports/mx-directory.ts';
import { dnsKey } from '../../shared/quota/key.ts';
import type { KeyStatus } from '../../shared/quota/key-status.ts';
import { printLimit } from '../../shared/rules/limit-text.ts';
import { HOUR } from '../../shared/time/units.ts';
import { type Match, matchOf } from '../commands/match-rule.ts';
import type { RulesView } from '../commands/rules-view.ts';
import { readKeyStatus } from '../commands/status.ts';
import { isoTime, timeText } from '../commands/times.ts';
import type { Connection } from '../connection.ts';
import { countText } from '../count-text.ts';
import { duration } from '../duration.ts';
import type { Part } from '../story.ts';

/** The way of a domain's mail from a pool, as things are now. */
export interface Way {
  readonly domain: string;
  readonly lookUp: MxLookup;
  /** Absent where the domain has no MX to be found. */
  readonly match?: Match;
  /** The key that its mail is counted by, or waits under; absent where mail cannot go at all. */
  readonly status?: KeyStatus;
}

/** Looks the way up as the throttler does. */
export async function readWay(
  connection: Pick<Connection, 'directory' | 'quota' | 'backlog' | 'clock'>,
  domain: string,
  view: RulesView,
): Promise<Way> {
  const lookUp = await connection.directory.lookUp(domain);
  switch (lookUp.kind) {
    case 'found': {
      const match = matchOf(lookUp.host, view, connection.clock.now());
      return { domain, lookUp, match, status: await readKeyStatus(connection, match.key) };
    }
    case 'temporary':
      return { domain, lookUp, status: await readKeyStatus(connection, dnsKey(domain)) };
    case 'undeliverable':
      return { domain, lookUp };
    default:
      return lookUp satisfies never;
  }
}

/** `297 used in the last minute, 105 wait, 13 s to drain`. */
export function keyText({ used, waiting, periodMillis, drainMillis, state }: KeyStatus): string {
  const period = periodMillis === HOUR ? 'hour' : 'minute';
  const inUse = periodMillis === undefined ? 'not used yet' : `${countText(used)} used in the last ${period}`;
  const waits = waiting === 0 ? 'nothing waits' : `${countText(waiting)} wait`;
  const drain = drainMillis === undefined ? '' : `, ${duration(drainMillis)} to drain`;
  return `${inUse}, ${waits}${drain} (${state})`;
}

/** The pool's limit as a whole. */
export const limitText = ({ limits }: Match, { pool }: RulesView): string =>
  printLimit({ messages: limits.messages * pool.ipCount, period: limits.period });

function routeParts(match: Match, view: RulesView, status: KeyStatus | undefined): readonly Part[] {
  const { rule, ruleSet, key, waitUntil } = match;
  const { name, level } = view.pool;
  return [
    ['rule', `${rule.id} of rule set ${ruleSet.version}: ${rule.source}`],
    ['limit', `${limitText(match, view)} for pool ${name} at level ${level}, counted by ${key}`],
    ...(status ? [['key now', keyText(status)] as const] : []),
    ...(waitUntil === undefined ? [] : [['new key', `admits from ${timeText(waitUntil)}`] as const]),
  ];
}

/** The way as parts of a story, from the look-up down. */
export function wayParts({ domain, lookUp, match, status }: Way, view: RulesView): readonly Part[] {
  if (match)
    return [['MX', `${match.host}, where mail to ${domain} goes now`], ...routeParts(match, view, status)];
  const text = lookUp.kind === 'found' ? '' : lookUp.text;
  return [['MX', `none: ${text}`], ...(status ? [['waiting', keyText(status)] as const] : [])];
}

export const wayJson = ({ domain, lookUp, match, status }: Way, view: RulesView) => ({
  domain,
  lookUp,
  ...(match
    ? {
        rule: { id: match.rule.id, source: match.rule.source, ruleSet: match.ruleSet.version },
        key: match.key,
        limit: { messages: match.limits.messages * view.pool.ipCount, period: match.limits.period },
        ...(match.waitUntil === undefined ? {} : { waitUntil: isoTime(match.waitUntil) }),
      }
    : {}),
  pool: { name: view.pool.name, level: view.pool.level },
  ...(status ? { status } : {}),
});
