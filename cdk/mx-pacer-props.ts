import type { DoubtPolicy, ThroughputLevel } from '../shared/settings/settings.ts';

/** Where mail leaves from. */
export interface PoolProps {
  /**
   * Sending IPs; every MX limit is multiplied by it. The shared IPs of SES count as one: more needs `sesIpPool`.
   * @default 1
   */
  readonly ipCount?: number | undefined;
  /**
   * Throughput level of this pool.
   * @default - `level` of the pacer
   */
  readonly level?: ThroughputLevel | undefined;
  /**
   * Name of a dedicated IP pool at SES.
   * @default - the account's own choice
   */
  readonly sesIpPool?: string | undefined;
}

/** What becomes of mail that may or may not have been handed over. */
export interface DoubtProps {
  /** @default 'resend' */
  readonly transactional?: DoubtPolicy | undefined;
  /** @default 'hold' */
  readonly others?: DoubtPolicy | undefined;
}

/** Where mail is returned to; both or none. */
export interface ReturnedMailProps {
  /** Name of a receipt rule set that exists at SES. */
  readonly ruleSet?: string | undefined;
  /** Addresses and domains that mail is returned to. */
  readonly recipients?: readonly string[] | undefined;
}

/** What a pacer is made from. Values are checked when it is made; all problems are told together. */
export interface MxPacerProps {
  /** Domains and addresses verified at SES in this account; the sender may use no others. */
  readonly identity: readonly string[];
  /**
   * Mails everyone. Otherwise SES's simulator and `allowedDomains` alone; other mail ends as suppressed.
   * @default false
   */
  readonly production?: boolean | undefined;
  /**
   * Domains that are mailed while `production` is not set; none that are below them.
   * @default - none: only SES's simulator
   */
  readonly allowedDomains?: readonly string[] | undefined;
  /**
   * Where mail leaves from, by name: one to four.
   * @default - one pool `shared` on the shared IPs of SES
   */
  readonly pools?: Readonly<Record<string, PoolProps>> | undefined;
  /**
   * Pool of a mail that names none.
   * @default - the only pool; needed with several
   */
  readonly defaultPool?: string | undefined;
  /**
   * Throughput level of pools that name none.
   * @default 'normal'
   */
  readonly level?: ThroughputLevel | undefined;
  /** @default - transactional mail is sent again, other mail is held */
  readonly inDoubt?: DoubtProps | undefined;
  /**
   * SES publishes a Send event for each mail it took, so that most doubts settle themselves.
   * @default false
   */
  readonly sendEvents?: boolean | undefined;
  /**
   * Of which mails SES publishes a Delivery event: those to addresses whose errors are counted, or all.
   * @default 'watched'
   */
  readonly deliveryEvents?: 'watched' | 'all' | undefined;
  /**
   * Names of S3 buckets that hold contents by reference; the sender may read every object in them.
   * @default - none
   */
  readonly contentBuckets?: readonly string[] | undefined;
  /**
   * How many senders may run at once, 2 to 1000; each hands over up to 10 mails at a time.
   * @default 20
   */
  readonly maxConcurrency?: number | undefined;
  /**
   * Writes a second that the tables of mails on their way take at once, bought ahead; 4000 to 40000.
   * @default - none bought: about 4000, and more as traffic grows
   */
  readonly warmWrites?: number | undefined;
  /**
   * The feed that rules are synchronised from every night: `https://host/folder/` or `s3://bucket/folder/`.
   * @default - none: the shipped rules stay in force until you change them
   */
  readonly feedUrl?: string | undefined;
  /**
   * Public keys that the feed is signed with, one of which is enough.
   * @default - none; needed with `feedUrl`
   */
  readonly feedKeys?: readonly string[] | undefined;
  /**
   * Percent of the quota keys that try a release of MX rules before all get it, 0 to 50.
   * @default 10
   */
  readonly rulesTrialShare?: number | undefined;
  /**
   * Takes in mail that comes back (docs/returned-mail.md): by a receipt rule that is added to a rule set of SES, or, with
   * `{}`, by whatever puts it into the bucket.
   * @default - none
   */
  readonly returnedMail?: ReturnedMailProps | undefined;
  /**
   * Ids of the MX rules that have metrics of their own, at most 30; all others are `other`. Each costs four series.
   * @default - the first 29 mailbox providers of the shipped rules, and the last rule, which takes all other mail
   */
  readonly metricRules?: readonly string[] | undefined;
  /**
   * Folder that holds `<name>/handler.ts` of each function, for those who change them.
   * @default - the functions of this package
   */
  readonly functionsRoot?: string | undefined;
}
