import type { OutcomeEvent } from '../../../shared/outcome/event.ts';
import type { TappedBounce } from '../acts/feedback-tap.ts';
import type { Scene, Step, StepResult } from './step.ts';

/** What RejectedQueue holds of a mail's id: why. */
export type FindRejected = (mailId: string) => Promise<string | undefined>;

/** A reader in good standing, who is sent a reminder later. */
export const VICTIM = 'reader4@northmail.test';

/** The same event, said of somebody else. */
const forge = ({ json, recipient }: TappedBounce): string => json.replaceAll(recipient, VICTIM);

/** Who knows an id could make up a bounce: the event is put aside with its reason, and its victim is mailed on. */
export function forgedStep(
  publish: (json: string) => Promise<void>,
  findRejected: FindRejected,
  toOf: (id: string) => string,
): Step {
  let forgedOf: TappedBounce | undefined;
  let reason: string | undefined;
  let mailed = false;
  let harmed = false;

  const toVictim = ({ id }: OutcomeEvent): boolean => toOf(id) === VICTIM;
  const watch = (events: readonly OutcomeEvent[]) => {
    const own = events.filter(toVictim);
    harmed = own.some(({ kind }) => kind === 'suppressed' || kind === 'bounced');
    mailed = own.filter(({ kind }) => kind === 'delivered').length > 1;
  };
  return {
    look: async ({ bounces, events }: Scene) => {
      if (!forgedOf) {
        forgedOf = bounces.find(({ status }) => status === '5.1.1');
        if (!forgedOf) return [];
        await publish(forge(forgedOf));
        return [`A forged bounce says that ${VICTIM} is unknown, under the id of another mail`];
      }
      watch(events);
      if (reason !== undefined) return [];
      reason = await findRejected(forgedOf.mailId);
      return reason === undefined ? [] : [`  it lies in RejectedQueue: "${reason}"`];
    },
    end: async (): Promise<StepResult> => {
      const step = 'a forged bounce event';
      if (harmed) return { step, ok: false, effect: `${VICTIM} suffered for it` };
      if (reason === undefined) return { step, effect: 'the run ended before it was looked at' };
      const after = mailed ? ', and its victim got the next mail too' : '';
      return { step, ok: true, effect: `put aside in RejectedQueue${after}` };
    },
  };
}
