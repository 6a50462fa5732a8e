import type { Ending, FEEDBACK_KINDS } from '../outcome/event.ts';
import type { Entry } from '../quarantine/entry.ts';
import type { EpochMillis } from '../time/units.ts';
import type { JudgedBy } from './judgement.ts';

/** What one SES event or returned mail says of a mail of ours, judged; what upstream is told and what its address is charged with. */
export interface Finding {
  readonly kind: (typeof FEEDBACK_KINDS)[number] | 'suppressed';
  readonly at: EpochMillis;
  /** Tells findings of one kind apart where a mail may have several; absent: there is one at most. */
  readonly occurrence?: string;
  readonly said: Pick<Ending, 'type' | 'reason' | 'blame' | 'bounceRule' | 'reply' | 'detail' | 'by'>;
  /** RFC 3463, where the event gave it apart. */
  readonly status?: string;
  /** SES's own view, as `Permanent/General`. */
  readonly subtype?: string;
  /** The MX host that spoke, where it is another than the mail was meant for. */
  readonly mxHost?: string;
  readonly via?: JudgedBy;
  /** Nobody knows these words yet. */
  readonly unclassified?: true;
  /** What it does to the address; absent: nothing. */
  readonly entry?: Entry;
}
