import type { MetricName } from './metrics.ts';

/** What people are told of a metric; apart, for functions need it not. */
export interface Meaning {
  /** What one unit of it is. */
  readonly meaning: string;
  /** What a rise says to an operator. */
  readonly rise: string;
}

export const MEANINGS: Readonly<Record<MetricName, Meaning>> = {
  HandedOver: {
    meaning: 'mails that SES took',
    rise: 'mail flows; zero while mail waits is the alarming side',
  },
  Delayed: {
    meaning: 'times that SES could not deliver yet and goes on trying',
    rise: 'an MX slows us down: the first sign that a limit is too high for it',
  },
  Bounced: {
    meaning: 'mails that came back',
    rise: 'old addresses, or an MX that refuses us: see `reason` in the log',
  },
  Complained: {
    meaning: 'complaints of recipients',
    rise: 'people did not want this mail; above 0.1 % SES reviews the account',
  },
  Delivered: {
    meaning: 'deliveries that SES told of; of watched addresses alone unless `deliveryEvents` is `all`',
    rise: 'nothing to do',
  },
  Quarantined: {
    meaning: 'addresses that went into quarantine',
    rise: 'an old list, or a wrong verdict: `mxp quarantine list`',
  },
  Suppressed: {
    meaning: 'mails to addresses in quarantine, denylisted, or suppressed by SES',
    rise: 'upstream mails addresses that it was told of: it does not read its outcomes',
  },
  SuppressedBySes: {
    meaning: 'of these, mails that SES suppressed by a list of its own',
    rise: 'SES knows more than our quarantine: `mxp explain ADDRESS`',
  },
  Undeliverable: { meaning: 'mails to domains that take none', rise: 'typing errors or an old list' },
  Expired: {
    meaning: 'mails whose time ran out before their slot',
    rise: 'more was sent than the limits let through in time',
  },
  Cancelled: { meaning: 'mails ended by `mxp cancel`', rise: 'an operator wanted it so' },
  Invalid: { meaning: 'mails that do not fit the contract', rise: 'a bug of upstream' },
  RefusedBySes: {
    meaning: 'mails that SES refused for their content',
    rise: 'a bug of upstream, or attachments that SES forbids',
  },
  InDoubt: {
    meaning: 'mails that may or may not have left, and were ended so',
    rise: 'SES was slow or functions were cut off: people may lack their mail',
  },
  Duplicates: { meaning: 'second contents under an id that is known', rise: 'upstream uses ids twice' },
  Dispatched: { meaning: 'mails that got a slot', rise: 'mail flows' },
  Parked: {
    meaning: 'mails that were put into a backlog',
    rise: 'more comes in than the limits let out: normal in a campaign',
  },
  Rejected: { meaning: 'input that was no mail, put into RejectedQueue', rise: 'a bug of upstream' },
  TooManyReturns: {
    meaning: 'mails that came back 30 times and rest for a quarter of an hour',
    rise: 'senders are too slow or too few for the slots',
  },
  PumpFailed: {
    meaning: 'wake-ups that could not be answered; tried again within minutes',
    rise: 'DynamoDB, S3 or SQS do not answer, or rules cannot be read',
  },
  PageLost: {
    meaning: 'objects with waiting mails that are gone',
    rise: 'somebody or something deletes from the bucket: mails are lost',
  },
  Returned: {
    meaning: 'mails that went back for another slot',
    rise: 'senders come late, or SES asks to slow down',
  },
  SlowedDown: {
    meaning: 'hand-overs that SES refused for the rate; repeated safely',
    rise: 'somebody else uses the account; nothing is lost',
  },
  Held: {
    meaning: 'refusals of SES that hold all mail of a kind',
    rise: 'an identity, a template, a configuration set or the account is not right: `mxp status`',
  },
  Doubts: {
    meaning: 'hand-overs that may or may not have happened, before they are settled',
    rise: 'SES is slow, or functions are cut off',
  },
  Resent: {
    meaning: 'mails in doubt that are sent again, as the settings want it',
    rise: 'some people may get a mail twice',
  },
  Unclassified: {
    meaning: 'failures in words that no rule knows',
    rise: 'a provider has new words, which quarantine nobody: `mxp bounces unknown`',
  },
  AutoReplies: { meaning: 'automatic replies among returned mail', rise: 'holidays' },
  DelayWarnings: {
    meaning: 'warnings among returned mail that somebody goes on trying',
    rise: 'an MX is slow or down',
  },
  ReturnedIgnored: {
    meaning: 'returned mail that says of no failure: receipts, aliases that reached somebody',
    rise: 'nothing to do',
  },
  FeedbackRejected: {
    meaning: 'feedback that is not about a mail of ours, or proves nothing: in RejectedQueue',
    rise: 'something else sends through our configuration sets',
  },
  Swept: { meaning: 'runs of the sweeper that did all they should', rise: 'one a minute is right' },
  LostWakeUps: {
    meaning: 'keys that nobody woke in time; the sweeper woke them',
    rise: 'throttlers fail or are too few: backlogs drain in jerks',
  },
  RulesActivated: { meaning: 'rule sets put in force', rise: 'the feed has news' },
  RulesHeld: {
    meaning: 'runs that found a release held',
    rise: 'a release loosens much: an operator decides',
  },
  RulesSyncFailed: {
    meaning: 'runs that could not take the feed',
    rise: "yesterday's rules stay; `mxp status` tells why",
  },
  RulesCustom: { meaning: 'runs that found the rules frozen', rise: 'one a day while custom' },
  RulesOff: { meaning: 'runs that found the synchronisation off', rise: 'one a day while off' },
  RulesWithdrawn: { meaning: 'releases whose trial ended badly', rise: 'the release is held' },
  FeedExpires: { meaning: 'runs that found the feed about to expire', rise: 'ask who runs the feed' },
  NoticesLost: { meaning: 'notices that could not be published', rise: 'NoticeTopic refuses them' },
  Waiting: {
    meaning: 'mails that wait for a slot',
    rise: 'more comes in than the limits let out; see `TimeToDrain`',
  },
  TimeToDrain: {
    meaning: 'until the last mail that waits for slots alone has one, at the present limits',
    rise: 'the campaign takes longer',
  },
  WillExpire: {
    meaning: 'waiting mails, at least, whose time runs out before their slot even in the best order',
    rise: 'these mails will never leave: raise a limit, cancel, or send less',
  },
  Holds: {
    meaning: 'things whose mail waits because SES refuses all of it',
    rise: 'SES is not set up right, or stopped the account: `mxp status` names it',
  },
  Pauses: { meaning: 'pauses in force', rise: 'an operator paused; above zero for days: forgotten?' },
  SesQuotaUsed: {
    meaning:
      "share of the account's 24-hour quota that is used: by SES's count of all who send or by ours of the slots given, whichever is more; not written where SES sets none",
    rise: 'at 100 all mail waits',
  },
  SesPaused: {
    meaning: '1: SES paused or shut down the sending of the account',
    rise: 'nothing leaves; SES has written to the owner of the account',
  },
  SesUnderReview: {
    meaning: '1: SES reviews the account (PROBATION)',
    rise: 'bounces or complaints were too many; SES may pause it',
  },
  SesSandbox: {
    meaning: '1: the account is in the sandbox',
    rise: '200 mails a day, to verified addresses alone',
  },
  RulesAge: { meaning: 'since the rule set in force was put there', rise: 'no news; nothing to do' },
  RulesCheckedAge: {
    meaning: 'since the feed was last read whole',
    rise: 'above 26 hours a night was missed',
  },
  RulesBehind: {
    meaning: '1: the last synchronisation failed, or is more than 26 hours ago',
    rise: 'the rules in force stay; `mxp status` tells why',
  },
  ReleaseHeld: {
    meaning: '1: a release of the feed waits for an operator',
    rise: '`mxp rules diff held`, then accept it or leave it',
  },
};
