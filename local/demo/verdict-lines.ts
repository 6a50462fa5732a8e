import demo from '../../rules/demo.json' with { type: 'json' };
import type { FailureReason, OutcomeEvent } from '../../shared/outcome/event.ts';
import { cutTo } from './text.ts';

const COLUMNS = 100;

/** Errors that lead to quarantine, by the demo's policy. */
const enoughOf = (reason: FailureReason | undefined): number => {
  const policy: { readonly after: number } | string = reason ? demo.quarantine.reasons[reason] : 'never';
  return typeof policy === 'string' ? 1 : policy.after;
};

function stepText({ quarantine, reason }: OutcomeEvent): string | undefined {
  if (!quarantine) return undefined;
  const { step, count, of, until } = quarantine;
  if (step === 'denylisted') return 'denylisted';
  if (step === 'counted') return `counted ${count ?? '?'} of ${of ?? '?'}`;
  const end = until === undefined ? '' : ` until ${until.slice(11, 19)}`;
  const enough = enoughOf(reason);
  return enough === 1 ? `quarantined at once${end}` : `${enough} of ${enough}: quarantined${end}`;
}

const BLAME = {
  mailbox: undefined,
  domain: 'the domain is to blame',
  sender: 'the sender is to blame, not the address',
  network: 'the network is to blame',
} as const;

function verdictText(event: OutcomeEvent): string {
  const { kind, type, reason, blame, bounceRule, by } = event;
  if (kind === 'suppressed' && by === 'ses') return 'suppressed by the list of SES, after the complaint';
  if (kind === 'suppressed') return `suppressed by ${by}${reason ? ` (${reason})` : ''}: never handed over`;
  const parts = [
    kind === 'complained' ? 'complaint' : [reason, type].filter(Boolean).join(' '),
    bounceRule === undefined ? undefined : `rule ${bounceRule}`,
    blame && BLAME[blame],
    stepText(event),
    kind === 'delayed' ? 'SES tries again' : undefined,
  ];
  return parts.filter(Boolean).join(', ');
}

/** What was said, verbatim but for its end, and what we make of it: two lines. */
export function verdictLines(event: OutcomeEvent, to: string): readonly string[] {
  const { kind, reply, detail } = event;
  const said = kind === 'suppressed' || kind === 'complained' ? to : (reply ?? `${to}: ${detail ?? kind}`);
  return [cutTo(said, COLUMNS), cutTo(`    → ${verdictText(event)}`, COLUMNS)];
}

const SHOWN = ['bounced', 'delayed', 'complained', 'suppressed', 'undeliverable'];

/** Events of one signature look alike to a reader. */
const signatureOf = ({ kind, reason, bounceRule, mx, quarantine, by }: OutcomeEvent): string =>
  [kind, reason, bounceRule, mx?.replace(/\d+/g, ''), quarantine?.step, quarantine?.count, by].join('|');

/** Picks from the events as they come those that a reader has seen least of. */
export function createVerdictFeed(toOf: (id: string) => string) {
  const shown = new Map<string, number>();
  return {
    /** At most `most` of the new events, the least familiar first; `first`: nothing like it was shown before. */
    pick(events: readonly OutcomeEvent[], most: number) {
      const timesOf = (event: OutcomeEvent) => shown.get(signatureOf(event)) ?? 0;
      const rarest = events
        .filter(({ kind }) => SHOWN.includes(kind))
        .sort((one, other) => timesOf(one) - timesOf(other));
      const unlike = new Map(rarest.map((event) => [signatureOf(event), event]));
      return [...unlike.values()].slice(0, most).map((event) => {
        const times = timesOf(event);
        shown.set(signatureOf(event), times + 1);
        return { lines: verdictLines(event, toOf(event.id)), first: times === 0 };
      });
    },
  };
}
