import type { OutcomeEvent } from '../../../shared/outcome/event.ts';
import type { Scene, Step, StepResult } from './step.ts';

/** A step that only waits until something is seen in the events, and says so. */
const seenStep = (
  step: string,
  find: (events: readonly OutcomeEvent[]) => { readonly said: string; readonly effect: string } | undefined,
): Step => {
  let found: ReturnType<typeof find>;
  return {
    look: async ({ events }: Scene) => {
      if (found) return [];
      found = find(events);
      return found ? [found.said] : [];
    },
    end: async (): Promise<StepResult> =>
      found ? { step, ok: true, effect: found.effect } : { step, effect: 'the run ended before it was seen' },
  };
};

const seconds = (from: OutcomeEvent, to: OutcomeEvent): string =>
  ((Date.parse(to.at) - Date.parse(from.at)) / 1_000).toFixed(0);

/** A mail that its provider took and sent back later. */
export const lateBounceStep = (toOf: (id: string) => string): Step =>
  seenStep('a bounce after a delivery', (events) => {
    const delivered = new Map(
      events.filter(({ kind }) => kind === 'delivered').map((event) => [event.id, event]),
    );
    const bounced = events.find(({ id, kind }) => kind === 'bounced' && delivered.has(id));
    const before = bounced && delivered.get(bounced.id);
    if (!before) return undefined;
    const after = seconds(before, bounced);
    return {
      said: `${toOf(bounced.id)} was delivered, and sent back ${after} s later: both events went to upstream`,
      effect: `delivered, then bounced ${after} s later; the bounce counts`,
    };
  });

/** The second mail to an address that bounced meanwhile. */
export const suppressedStep = (toOf: (id: string) => string): Step =>
  seenStep('a second mail to a quarantined address', (events) => {
    const suppressed = events.find(({ kind, by }) => kind === 'suppressed' && by === 'quarantine');
    if (!suppressed) return undefined;
    const bounce = events.find(({ id, kind }) => kind === 'bounced' && toOf(id) === toOf(suppressed.id));
    const why = bounce ? `${seconds(bounce, suppressed)} s after a bounce` : 'by quarantine';
    return {
      said: `The next mail to ${toOf(suppressed.id)} ends as suppressed, ${why}`,
      effect: `suppressed ${why}, never handed over`,
    };
  });
