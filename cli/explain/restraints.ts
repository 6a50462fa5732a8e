import { type Hold, holdName } from '../../shared/control/hold.ts';
import { cancelledBy, isPaused, type Subject } from '../../shared/control/matches.ts';
import type { Order } from '../../shared/control/order.ts';
import type { ControlSnapshot } from '../../shared/ports/control-store.ts';
import type { Pool } from '../../shared/settings/settings.ts';
import { orderJson, scopeText } from '../commands/order-text.ts';
import { isoTime, timeText } from '../commands/times.ts';
import type { Part } from '../story.ts';

/** What operators and SES say of some mail. */
export interface Restraints {
  readonly pauses: readonly Order[];
  /** They end what was first seen before them. */
  readonly cancels: readonly Order[];
  /** Of the account and the pool's configuration sets. */
  readonly holds: readonly Hold[];
  /** Of identities and templates: whether they concern a mail depends on the mail. */
  readonly perhaps: readonly Hold[];
}

const EVER = Number.NEGATIVE_INFINITY;

/** What touches the mail of a subject that leaves from a pool; undefined pool: one that there is no more. */
export function restraintsOn(
  { orders, holds }: ControlSnapshot,
  subject: Subject,
  pool: Pool | undefined,
): Restraints {
  const sets = pool?.configurationSets.flatMap(({ name, watched }) => [name, watched]) ?? [];
  const isOurs = ({ scope }: Hold): boolean =>
    scope.kind === 'account' || (scope.kind === 'configurationSet' && sets.includes(scope.name));
  return {
    pauses: orders.filter((order) => isPaused([order], subject)),
    cancels: orders.filter((order) => cancelledBy([order], subject, EVER)),
    holds: holds.filter(isOurs),
    perhaps: holds.filter(({ scope }) => scope.kind === 'identity' || scope.kind === 'template'),
  };
}

const whyText = ({ by, why }: Order): string => `by ${by}${why ? `: ${why}` : ''}`;

export const pauseText = (order: Order): string =>
  `${scopeText(order.scope)} is paused since ${timeText(order.at)} ${whyText(order)}`;

const cancelText = (order: Order): string =>
  `${scopeText(order.scope)} first seen before ${timeText(order.at)} was cancelled ${whyText(order)}`;

export const holdText = ({ scope, code, text, probeAt }: Hold): string =>
  `${holdName(scope).replace('#', ' ')} is held by SES (${code}: ${text}), tried again ${timeText(probeAt)}`;

/** One line each; nothing where nothing touches the mail. */
export function restraintParts({ pauses, cancels, holds, perhaps }: Restraints): readonly Part[] {
  const lines = [
    ...pauses.map(pauseText),
    ...cancels.map(cancelText),
    ...holds.map(holdText),
    ...perhaps.map((hold) => `${holdText(hold)}: if the mail uses it`),
  ];
  return lines.length > 0 ? [['orders', lines.join('\n')]] : [];
}

const holdJson = (hold: Hold) => ({ ...hold, since: isoTime(hold.since), probeAt: isoTime(hold.probeAt) });

export const restraintsJson = ({ pauses, cancels, holds, perhaps }: Restraints) => ({
  pauses: pauses.map(orderJson),
  cancels: cancels.map(orderJson),
  holds: [...holds, ...perhaps].map(holdJson),
});
