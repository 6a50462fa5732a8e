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
  /** How long the fault acts, milliseconds. */
  readonly lasts: number;
  /** Mails to each of three providers. */
  readonly mailsEach?: number;
  /** The first mails leave only then, milliseconds after they were queued: so they wait in the backlog. */
  readonly notBefore?: number;
  readonly begin: (hands: Hands) => Meddle | Promise<Meddle>;
  /** Some mails go to mailboxes that send them back. */
  readonly bounces?: true;
  /** When the fault is over, before the mails are waited for. */
  readonly heal?: (hands: Hands) => Promise<void>;
  /** Mails may end in doubt; else only those may whose call to SES was cut off, as the senders' log has it. */
  readonly mayDoubt?: true;
  /** What was wrong beside the books; nothing when all is as stated. */
  readonly check?: (hands: Hands, mails: readonly FaultMail[]) => Promise<readonly string[]>;
}
