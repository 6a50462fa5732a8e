import type { OutcomeEvent } from '../../../shared/outcome/event.ts';
import type { KeyStatus } from '../../../shared/quota/key-status.ts';
import type { EpochMillis } from '../../../shared/time/units.ts';
import type { TappedBounce } from '../acts/feedback-tap.ts';

/** What can be seen of a run at one moment. */
export interface Scene {
  readonly now: EpochMillis;
  /** Since the first wave was queued. */
  readonly millis: number;
  /** In order of arrival. */
  readonly events: readonly OutcomeEvent[];
  readonly statuses: readonly KeyStatus[];
  readonly bounces: readonly TappedBounce[];
}

/** How a step ended; `ok` absent: the run ended before its effect could be seen. */
export interface StepResult {
  readonly step: string;
  readonly ok?: boolean;
  readonly effect: string;
}

/** Something that happens on the way, and what it must and must not change. */
export interface Step {
  /** Before the first wave; answers what to announce. */
  begin?(): Promise<readonly string[]>;
  /** Once a second; answers what to announce. */
  look(scene: Scene): Promise<readonly string[]>;
  /** At the end; ends what the step still does in the background. */
  end(): Promise<StepResult>;
}
