import type { OutcomeEvent } from '../../../shared/outcome/event.ts';
import type { TappedBounce } from '../acts/feedback-tap.ts';
import type { Scene, Step, StepResult } from './step.ts';

const COPIES = 2;

/** Full mailboxes are quarantined at the third mail that does not fit. */
const ENOUGH = 3;

const isFull = ({ status }: TappedBounce): boolean => status === '5.2.2';

const bouncedMails = (events: readonly OutcomeEvent[]): number =>
  new Set(events.filter(({ kind }) => kind === 'bounced').map(({ id }) => id)).size;

/** What the events of one address say against the copies; undefined: nothing. */
function counted(own: readonly OutcomeEvent[]): string | undefined {
  const mails = bouncedMails(own);
  const most = Math.max(0, ...own.map(({ quarantine }) => quarantine?.count ?? 0));
  if (most > mails) return `${most} errors were counted of ${mails} mails`;
  const suppressed = own.some(({ kind, by }) => kind === 'suppressed' && by === 'quarantine');
  return suppressed && mails < ENOUGH ? `${mails} mails that bounced led to quarantine` : undefined;
}

/**
 * SES's events come at least once: a bounce of a full mailbox is published again, and again. The next mail to the address
 * must bounce as its second.
 */
export function duplicateStep(publish: (json: string) => Promise<void>, toOf: (id: string) => string): Step {
  let original: TappedBounce | undefined;
  let next: OutcomeEvent | undefined;
  let wrong: string | undefined;

  const repeat = async (bounce: TappedBounce): Promise<readonly string[]> => {
    for (let copy = 0; copy < COPIES; copy += 1) await publish(bounce.json);
    return [`The bounce of ${bounce.recipient} comes ${COPIES} more times, as SNS may: it must count once`];
  };
  const watch = (events: readonly OutcomeEvent[], { mailId, recipient }: TappedBounce): readonly string[] => {
    const own = events.filter(({ id }) => toOf(id) === recipient);
    wrong ??= counted(own);
    if (next) return [];
    next = own.find(({ id, kind, quarantine }) => kind === 'bounced' && id !== mailId && quarantine?.count);
    if (!next) return [];
    const { count, of } = next.quarantine ?? {};
    return [`  its next mail bounced: counted ${count} of ${of}, so the copies counted nothing`];
  };
  return {
    look: async ({ bounces, events }: Scene) => {
      if (original) return watch(events, original);
      original = bounces.find(isFull);
      return original ? repeat(original) : [];
    },
    end: async (): Promise<StepResult> => {
      const step = 'a bounce event published three times';
      if (wrong !== undefined) return { step, ok: false, effect: wrong };
      if (!next) return { step, effect: 'the run ended before the next bounce of its address' };
      const { count, of } = next.quarantine ?? {};
      return { step, ok: true, effect: `the address's next bounce was counted ${count} of ${of}` };
    },
  };
}
