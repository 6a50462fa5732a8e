/** What is counted while a share of the quota keys tries a release. */
export const TRIAL_COUNTS = ['tried', 'others', 'triedBad', 'othersBad'] as const;

/**
 * `tried`, `others`: mails that set out to be handed over by the release, and by the rules in force. `triedBad`,
 * `othersBad`: bounces and delays of such mails that pacing can cause.
 */
export type TrialCounts = Readonly<Record<(typeof TRIAL_COUNTS)[number], number>>;

export const NO_COUNTS: TrialCounts = { tried: 0, others: 0, triedBad: 0, othersBad: 0 };

/** Counts of trials, each by the name of the set that is tried. */
export interface TrialStore {
  /** From nothing; forgotten a month after `since`. */
  begin(name: string, since: number): Promise<void>;
  /** Does nothing where no such trial was begun. */
  add(name: string, counts: Partial<TrialCounts>): Promise<void>;
  /** Consistent. */
  counts(name: string): Promise<TrialCounts>;
}
