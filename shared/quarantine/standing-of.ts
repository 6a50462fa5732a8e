import type { FailureReason } from '../outcome/event.ts';
import type { AddressRecord } from '../ports/quarantine-store.ts';
import type { EpochMillis } from '../time/units.ts';
import { clearedUntil, countError, quarantined, withoutCounts } from './count.ts';
import type { Entry } from './entry.ts';
import { inOrder } from './in-order.ts';
import { type ErrorEntry, type MailFacts, mailFacts, type SuccessEntry } from './mail-facts.ts';
import type { QuarantinePolicy } from './policy.ts';
import { type Standing, UNKNOWN } from './standing.ts';

/** The standing that older entries left, and until when they reached. */
export type Base = NonNullable<AddressRecord['base']>;

/** What entries are told by. */
interface Told {
  readonly facts: MailFacts;
  readonly policy: QuarantinePolicy;
}

/** A moment at which the standing may change. */
interface Step {
  readonly at: EpochMillis;
  readonly change: (standing: Standing, told: Told) => Standing;
}

/** So long without an error of any kind, with a mail in it that nobody sent back. */
const wasQuiet = ({ lastErrorAt, succeededAt }: Standing, at: EpochMillis, { quietFor }: QuarantinePolicy) =>
  lastErrorAt !== undefined && succeededAt !== undefined && succeededAt < at && at - lastErrorAt >= quietFor;

function erred(standing: Standing, error: ErrorEntry, { facts, policy }: Told): Standing {
  if (!facts.isFirst(error)) return standing;
  const { succeededAt: _before, ...rest } = wasQuiet(standing, error.at, policy)
    ? withoutCounts(standing)
    : standing;
  return countError({ ...rest, lastErrorAt: error.at }, error, policy);
}

function succeeded(standing: Standing, success: SuccessEntry, { facts }: Told): Standing {
  const { lastErrorAt, succeededAt } = standing;
  const news = lastErrorAt !== undefined && success.at > lastErrorAt && succeededAt === undefined;
  return news && facts.isClean(success) ? { ...standing, succeededAt: success.at } : standing;
}

const deniedButTransactional = (standing: Standing, at: EpochMillis): Standing => ({
  ...standing,
  denylist: { since: standing.denylist?.since ?? at, streams: 'allButTransactional' },
});

function complained(
  standing: Standing,
  { at, stream }: Extract<Entry, { readonly kind: 'complaint' }>,
  { policy }: Told,
): Standing {
  const { since = at, streams = [] } = standing.denylist ?? {};
  if (policy.complaint.scope === 'allButTransactional' || streams === 'allButTransactional')
    return deniedButTransactional(standing, at);
  return streams.includes(stream)
    ? standing
    : { ...standing, denylist: { since, streams: [...streams, stream] } };
}

/** A known mailbox-full ends as any other; without a reason only an operator ends it. */
function endOfAct(reason: FailureReason | undefined, at: EpochMillis, policy: QuarantinePolicy) {
  const rule = reason === undefined ? 'never' : policy.reasons[reason];
  return rule === 'never' || rule.releaseAfter === undefined ? {} : { releaseAt: at + rule.releaseAfter };
}

function acted(
  standing: Standing,
  entry: Extract<Entry, { readonly kind: 'act' }>,
  { policy }: Told,
): Standing {
  const { act, at, reason } = entry;
  switch (act) {
    case 'quarantine':
      return quarantined(standing, {
        since: at,
        ...(reason ? { reason } : {}),
        ...endOfAct(reason, at, policy),
      });
    case 'deny':
      return deniedButTransactional(standing, at);
    case 'allow':
      return standing.allowlist ? standing : { ...standing, allowlist: { since: at } };
    case 'disallow': {
      const { allowlist: _lifted, ...rest } = standing;
      return rest;
    }
    case 'release': {
      const { quarantine: _lifted, denylist: _too, ...rest } = standing;
      return withoutCounts(rest);
    }
    default:
      return act satisfies never;
  }
}

function told(standing: Standing, entry: Entry, by: Told): Standing {
  switch (entry.kind) {
    case 'error':
      return erred(standing, entry, by);
    case 'complaint':
      return complained(standing, entry, by);
    case 'act':
      return acted(standing, entry, by);
    default:
      return succeeded(standing, entry, by);
  }
}

/** When a delivery clears the counters; undefined: it does not, or never will. */
export function effectOf(entry: Entry, facts: MailFacts, policy: QuarantinePolicy): EpochMillis | undefined {
  if (entry.kind !== 'delivered') return undefined;
  const effectAt = entry.at + policy.deliveryClearsAfter;
  return facts.isTakenBack(entry, effectAt) ? undefined : effectAt;
}

/** Entries at their time and deliveries at their effect, in order; of one moment the effects come first. */
function stepsOf(ordered: readonly Entry[], { facts, policy }: Told): readonly Step[] {
  const effects = ordered.flatMap((entry): readonly Step[] => {
    const at = effectOf(entry, facts, policy);
    return at === undefined ? [] : [{ at, change: (standing) => clearedUntil(standing, entry.at) }];
  });
  const entries = ordered.map(
    (entry): Step => ({ at: entry.at, change: (standing, by) => told(standing, entry, by) }),
  );
  return [...effects, ...entries].sort((a, b) => a.at - b.at);
}

/** A part of time: after the one and up to the other. */
export interface Span {
  readonly after: EpochMillis;
  readonly until: EpochMillis;
}

/** What entries (in order) make of a standing in a span; entries outside of it are known, and change nothing. */
export function standingWithin(
  base: Standing,
  ordered: readonly Entry[],
  policy: QuarantinePolicy,
  { after, until }: Span,
): Standing {
  const by: Told = { facts: mailFacts(ordered), policy };
  const within = stepsOf(ordered, by).filter(({ at }) => at > after && at <= until);
  return within.reduce((standing, { change }) => change(standing, by), base);
}

/**
 * Where an address stands after the last of its entries: a function of their set, told in order of event time, on what
 * older ones left. A delivery whose effect lies beyond the last entry has not taken effect.
 */
export function standingOf(entries: readonly Entry[], policy: QuarantinePolicy, base?: Base): Standing {
  const ordered = inOrder(entries);
  const { until: after, standing } = base ?? { until: Number.NEGATIVE_INFINITY, standing: UNKNOWN };
  return standingWithin(standing, ordered, policy, { after, until: ordered.at(-1)?.at ?? after });
}
