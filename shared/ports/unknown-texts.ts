import type { EpochMillis } from '../time/units.ts';
import type { OtherTexts } from '../unknown/others.ts';
import type { Tally } from '../unknown/tally.ts';
import type { UnknownText } from '../unknown/unknown-text.ts';

export interface UnknownTexts {
  /**
   * Adds the counts; a batch that comes again is counted again. Once a day's new texts are MOST_NEW_A_DAY, the next ones are
   * counted among the others, as what a tally leaves out is.
   */
  count(tally: Tally, now: EpochMillis): Promise<void>;
  /** In no order. */
  all(): Promise<readonly UnknownText[]>;
  /** What was counted without its text of late, in order of days. */
  others(): Promise<readonly OtherTexts[]>;
  /** Marks a text as looked at, or takes the mark back; answers whether there is such a text. */
  keep(id: string, kept: UnknownText['kept']): Promise<boolean>;
}
