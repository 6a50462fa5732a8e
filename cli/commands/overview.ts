import type { AccountLimits } from '../../shared/control/account.ts';
import { type Hold, holdName } from '../../shared/control/hold.ts';
import type { Order } from '../../shared/control/order.ts';
import type { KeyStatus } from '../../shared/quota/key-status.ts';
import { type Audience, audienceText } from '../../shared/settings/audience.ts';
import type { EpochMillis } from '../../shared/time/units.ts';
import type { Connection } from '../connection.ts';
import { type RulesStanding, readStanding, standingJson, standingLines } from '../rules/standing.ts';
import type { Answer } from './answer.ts';
import { levelsOf, type PoolLevel } from './level.ts';
import { isPauseInForce, orderJson, scopeText } from './order-text.ts';
import { printStatus, readStatus } from './status.ts';
import { isoTime, timeText } from './times.ts';

/** All that `mxp status` shows. */
export interface Overview {
  readonly deployment: string;
  readonly at: EpochMillis;
  readonly keys: readonly KeyStatus[];
  readonly pauses: readonly Order[];
  readonly holds: readonly Hold[];
  readonly levels: readonly PoolLevel[];
  readonly rules: RulesStanding;
  /** Absent until the sweeper has asked SES. */
  readonly account?: AccountLimits;
  /** Whom it mails. */
  readonly audience: Audience;
}

/** Reads the keys, what keeps mail back, and what SES grants the account. */
export async function readOverview(connection: Connection): Promise<Overview> {
  const { deployment, clock, control } = connection;
  const [keys, snapshot, rules] = await Promise.all([
    readStatus(connection),
    control.load(),
    readStanding(connection),
  ]);
  const { orders, holds, account } = snapshot;
  const { production, allowedDomains } = deployment.settings;
  const pauses = orders.filter(isPauseInForce);
  return {
    deployment: deployment.name,
    at: clock.now(),
    keys,
    pauses,
    holds,
    levels: levelsOf(deployment.settings, snapshot),
    rules,
    audience: { production, allowedDomains },
    ...(account ? { account } : {}),
  };
}

function accountLine(account: AccountLimits | undefined): string {
  if (!account)
    return 'SES has not been asked for its limits yet; until then those of the sandbox hold: 1/s, 200/d.';
  const { maxSendRate, max24HourSend, sentLast24Hours, sendingEnabled, readAt } = account;
  const day = max24HourSend < 0 ? 'any number a day' : `${max24HourSend}/d`;
  const paused = sendingEnabled ? '' : ' SENDING IS PAUSED AT SES.';
  return `SES allows ${maxSendRate}/s and ${day}; ${sentLast24Hours} sent in the last 24 h (${timeText(readAt)}).${paused}`;
}

const pauseLine = ({ scope, by, at, why }: Order): string =>
  `PAUSED   ${scopeText(scope)}, by ${by} since ${timeText(at)}${why ? `: ${why}` : ''}`;

const holdLine = ({ scope, code, text, since, probeAt }: Hold): string =>
  `HELD     ${holdName(scope).replace('#', ' ')}, since ${timeText(since)}, tried again at ${timeText(probeAt)}: ${code}, ${text}`;

/** `Level: shared fast (deployed with normal), news slow.` */
const levelLine = (levels: readonly PoolLevel[]): string =>
  `Level: ${levels.map(({ pool, level, deployed }) => `${pool} ${level}${level === deployed ? '' : ` (deployed with ${deployed})`}`).join(', ')}.`;

/** Nothing where everyone is mailed, as people expect. */
const audienceLines = (audience: Audience): readonly string[] =>
  audience.production
    ? []
    : [`NOT MARKED PRODUCTION: mails ${audienceText(audience)}; other mail ends as suppressed.`];

function overviewText({ audience, at, keys, pauses, holds, levels, rules, account }: Overview): string {
  const kept = [...pauses.map(pauseLine), ...holds.map(holdLine)];
  const level = levels.length > 0 ? [levelLine(levels)] : [];
  const last = [...audienceLines(audience), accountLine(account), ...level, ...standingLines(rules, at)];
  return [printStatus(keys), ...(kept.length > 0 ? ['', ...kept] : []), '', ...last].join('\n');
}

const holdJson = (hold: Hold) => ({ ...hold, since: isoTime(hold.since), probeAt: isoTime(hold.probeAt) });

const overviewJson = ({ account, ...overview }: Overview) => ({
  ...overview,
  at: isoTime(overview.at),
  rules: standingJson(overview.rules),
  pauses: overview.pauses.map(orderJson),
  holds: overview.holds.map(holdJson),
  ...(account ? { account: { ...account, readAt: isoTime(account.readAt) } } : {}),
});

export const overviewAnswer = (overview: Overview): Answer => ({
  json: overviewJson(overview),
  text: overviewText(overview),
});
