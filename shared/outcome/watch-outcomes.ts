import type { CounterName } from '../metrics/counters.ts';
import type { Log } from '../ports/log.ts';
import type { OutcomePublisher } from '../ports/outcomes.ts';
import type { OutcomeEvent, OutcomeKind } from './event.ts';

const COUNTER_OF: Readonly<Record<OutcomeKind, CounterName>> = {
  handedOver: 'HandedOver',
  undeliverable: 'Undeliverable',
  invalid: 'Invalid',
  suppressed: 'Suppressed',
  expired: 'Expired',
  cancelled: 'Cancelled',
  refusedBySes: 'RefusedBySes',
  inDoubt: 'InDoubt',
  delivered: 'Delivered',
  delayed: 'Delayed',
  bounced: 'Bounced',
  complained: 'Complained',
  duplicate: 'Duplicates',
};

/** These went well, or as an operator wanted; a line each would drown the others. */
const QUIET: readonly OutcomeKind[] = ['handedOver', 'delivered', 'cancelled'];

/** Long enough for what an MX says, and no way to fill a log. */
const LONGEST_TEXT = 300;

function count(log: Log, { kind, rule, by, quarantine }: OutcomeEvent): void {
  const counter = COUNTER_OF[kind];
  if (rule !== undefined && (counter === 'HandedOver' || counter === 'Delayed' || counter === 'Bounced'))
    log.count(counter, 1, rule);
  else log.count(counter);
  if (kind === 'suppressed' && by === 'ses') log.count('SuppressedBySes');
  if (quarantine?.step === 'quarantined') log.count('Quarantined');
}

/** The line of one failed mail: who it was for stands in no log, the MX host does. */
function tell(log: Log, event: OutcomeEvent): void {
  const { id, kind, at, pool, campaign, rule, mx, type, reason, blame, bounceRule, by, ruleSet } = event;
  const text = (event.reply ?? event.detail)?.slice(0, LONGEST_TEXT);
  log.info('mail failed', {
    mailId: id,
    outcome: kind,
    at,
    pool,
    campaign,
    rule,
    mx,
    type,
    reason,
    blame,
    bounceRule,
    by,
    ruleSet,
    text,
  });
}

/**
 * Counts what upstream is told, and writes a line for each mail that failed: every ending and all feedback pass here, so
 * metrics, log and upstream never differ. What could not be told is told again, and counts then.
 */
export const watchOutcomes = (outcomes: OutcomePublisher, log: Log): OutcomePublisher => ({
  publish: async (events) => {
    const lost = await outcomes.publish(events);
    for (const event of events) {
      if (lost.has(event.eventId)) continue;
      count(log, event);
      if (!QUIET.includes(event.kind)) tell(log, event);
    }
    return lost;
  },
});
