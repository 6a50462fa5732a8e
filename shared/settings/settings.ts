/** Where mail leaves from: SES configuration sets and perhaps a dedicated IP pool. */
export interface Pool {
  readonly name: string;
  /** Sending IPs; every MX limit is multiplied by it. 1 for SES's shared IPs. */
  readonly ipCount: number;
  readonly level: ThroughputLevel;
  /** Longest first. */
  readonly configurationSets: readonly PoolConfigurationSet[];
}

/** Configuration sets of one `MaxDeliverySeconds`. */
export interface PoolConfigurationSet {
  readonly maxDeliverySeconds: number;
  readonly name: string;
  /** The set that tells of Send and Delivery too, for addresses whose errors are being counted. */
  readonly watched: string;
}

export const THROUGHPUT_LEVELS = ['slow', 'normal', 'fast', 'very-fast', 'boost'] as const;
export type ThroughputLevel = (typeof THROUGHPUT_LEVELS)[number];

/** What becomes of a mail that may or may not have been handed over. */
export type DoubtPolicy = 'resend' | 'hold';

/** How one deployment is set up; the stack writes it, functions read it once. */
export interface Settings {
  readonly pools: Readonly<Record<string, Pool>>;
  readonly defaultPool: string;
  readonly doubt: { readonly transactional: DoubtPolicy; readonly others: DoubtPolicy };
  /** SES confirms hand-overs when Send events, or Delivery events of all mail, are switched on. */
  readonly confirmedByEvents: boolean;
  /** Mails everyone. Otherwise `allowedDomains` and SES's simulator alone; see audience.ts. */
  readonly production: boolean;
  /** As readDomain gives them. */
  readonly allowedDomains: readonly string[];
}
