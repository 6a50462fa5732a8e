import { endPauses, give, wakeKeys } from '../../../cli/commands/orders.ts';
import type { Connection } from '../../../cli/connection.ts';
import { SECOND } from '../../../shared/time/units.ts';
import type { Scene, Step, StepResult } from './step.ts';

const CAMPAIGN = 'autumn-b';
const SCOPE = { kind: 'campaign', name: CAMPAIGN } as const;
const BY = 'demo';
const WHY = 'a wrong price on page 3';
const RESUMED_AFTER = 5 * SECOND;

const mailsOf = ({ events }: Scene) =>
  events.filter(({ kind, campaign }) => kind === 'handedOver' && campaign === CAMPAIGN);

/** A campaign is paused before its first mail and resumed: nothing of it leaves before. */
export function pauseStep(connection: Connection): Step {
  let resumedAt: number | undefined;
  let firstAfter: number | undefined;
  let early = 0;
  let waking: Promise<unknown> = Promise.resolve();

  const resume = async (now: number): Promise<readonly string[]> => {
    await endPauses(connection, SCOPE, BY);
    resumedAt = now;
    waking = wakeKeys(connection).catch(() => {});
    return [
      `$ mxp resume --campaign ${CAMPAIGN}`,
      '  functions know it within 25 s, then its mail takes its slots',
    ];
  };
  return {
    begin: async () => {
      await give(connection, 'pause', SCOPE, { by: BY, why: WHY });
      return [
        `$ mxp pause --campaign ${CAMPAIGN} --why "${WHY}"`,
        '  given before its first mail; it is a third of the newsletter',
      ];
    },
    look: async (scene) => {
      const { now, millis } = scene;
      const left = mailsOf(scene);
      if (resumedAt === undefined) {
        early = left.length;
        return millis >= RESUMED_AFTER ? resume(now) : [];
      }
      if (left.length === 0 || firstAfter !== undefined) return [];
      firstAfter = now;
      const seconds = Math.round((now - resumedAt) / SECOND);
      return [`  ${CAMPAIGN} is on its way ${seconds} s after the resume; not one of its mails left before`];
    },
    end: async (): Promise<StepResult> => {
      await waking;
      const step = `campaign ${CAMPAIGN} paused and resumed`;
      if (early > 0) return { step, ok: false, effect: `${early} of its mails left while it was paused` };
      if (firstAfter === undefined) return { step, effect: 'the run ended before its mail left' };
      return { step, ok: true, effect: 'none of its mails left while it was paused, all after' };
    },
  };
}
