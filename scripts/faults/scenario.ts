import type { Random } from '../../shared/ports/clock.ts';
import type { FaultMail } from './mails.ts';
import type { Meddle } from './proxy.ts';
import type { Stage } from './stage.ts';

/** What a fault has at hand. */
export interface Hands {
  readonly stage: Stage;
  /** Seeded. */
  readonly random: Random;
  /** Counts a fault that was injected. */
  readonly inject: () => void;
}

/** One fault of the platform: how it acts, and what may come of it. */
export interface Scenario {
  readonly name: string;
  /** What is injected, in a few words. */
  readonly what: string;
  readonly why: string;
  /** How long the fault acts from its first time on, milliseconds. */
  readonly lasts: number;
  /**
   * And until it has acted so often.
   * @default 1
   */
  readonly enough?: number;
  /** Mails to each of three providers. */
  readonly mailsEach?: number;
  /** The first mails leave only then, milliseconds after they were queued: so they wait in the backlog. */
  readonly notBefore?: number;
  readonly begin: (hands: Hands) => Meddle | Promise<Meddle>;
  /** Some mails go to mailboxes that send them back. */
  readonly bounces?: true;
  /** When the fault is over, before the mails are waited for. */
  readonly heal?: (hands: Hands) => Promise<void>;
  /**
   * Mails may be in doubt, and those that are sent again by the setting may come twice. Else only those may be in doubt
   * whose call to SES was cut off, as the senders' log has it, and none comes twice.
   */
  readonly mayDoubt?: true;
  /** SES tells of no hand-over, so a doubt is settled by the setting at once. */
  readonly noEvents?: true;
  /** What was wrong beside the books; nothing when all is as stated. */
  readonly check?: (hands: Hands, mails: readonly FaultMail[]) => Promise<readonly string[]>;
}
