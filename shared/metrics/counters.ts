import type { Metric } from './metric.ts';

const throttler = { unit: 'Count', from: ['throttler'] } as const;
const sender = { unit: 'Count', from: ['sender'] } as const;
const bounce = { unit: 'Count', from: ['bounce'] } as const;
const sweeper = { unit: 'Count', from: ['sweeper'] } as const;
const ruleSync = { unit: 'Count', from: ['rule-sync'] } as const;
/** Counted where upstream is told: an outcome that is told again counts again. */
const endings = { unit: 'Count', from: ['throttler', 'sender'] } as const;
const feedback = { unit: 'Count', from: ['bounce'] } as const;

/** What is counted: each adds up what happened. */
export const COUNTERS = {
  HandedOver: {
    ...endings,
    byRule: true,
    meaning: 'mails that SES took',
    rise: 'mail flows; zero while mail waits is the alarming side',
  },
  Delayed: {
    ...feedback,
    byRule: true,
    meaning: 'times that SES could not deliver yet and goes on trying',
    rise: 'an MX slows us down: the first sign that a limit is too high for it',
  },
  Bounced: {
    ...feedback,
    byRule: true,
    meaning: 'mails that came back',
    rise: 'old addresses, or an MX that refuses us: see `reason` in the log',
  },
  Complained: {
    ...feedback,
    meaning: 'complaints of recipients',
    rise: 'people did not want this mail; above 0.1 % SES reviews the account',
  },
  Delivered: {
    ...feedback,
    meaning: 'deliveries that SES told of; of watched addresses alone unless `deliveryEvents` is `all`',
    rise: 'nothing to do',
  },
  Quarantined: {
    unit: 'Count',
    from: ['bounce', 'throttler'],
    meaning: 'addresses that went into quarantine',
    rise: 'an old list, or a wrong verdict: `mxp quarantine list`',
  },
  Suppressed: {
    unit: 'Count',
    from: ['throttler', 'bounce'],
    meaning: 'mails to addresses in quarantine, denylisted, or suppressed by SES',
    rise: 'upstream mails addresses that it was told of: it does not read its outcomes',
  },
  SuppressedBySes: {
    ...feedback,
    meaning: 'of these, mails that SES suppressed by a list of its own',
    rise: 'SES knows more than our quarantine: `mxp explain ADDRESS`',
  },
  Undeliverable: {
    ...endings,
    meaning: 'mails to domains that take none',
    rise: 'typing errors or an old list',
  },
  Expired: {
    ...endings,
    meaning: 'mails whose time ran out before their slot',
    rise: 'more was sent than the limits let through in time',
  },
  Cancelled: { ...endings, meaning: 'mails ended by `mxp cancel`', rise: 'an operator wanted it so' },
  Invalid: { ...endings, meaning: 'mails that do not fit the contract', rise: 'a bug of upstream' },
  RefusedBySes: {
    ...endings,
    meaning: 'mails that SES refused for their content',
    rise: 'a bug of upstream, or attachments that SES forbids',
  },
  InDoubt: {
    ...endings,
    meaning: 'mails that may or may not have left, and were ended so',
    rise: 'SES was slow or functions were cut off: people may lack their mail',
  },
  Duplicates: {
    ...endings,
    meaning: 'second contents under an id that is known',
    rise: 'upstream uses ids twice',
  },
  Dispatched: { ...throttler, meaning: 'mails that got a slot', rise: 'mail flows' },
  Parked: {
    ...throttler,
    meaning: 'mails that were put into a backlog',
    rise: 'more comes in than the limits let out: normal in a campaign',
  },
  Rejected: {
    ...throttler,
    meaning: 'input that was no mail, put into RejectedQueue',
    rise: 'a bug of upstream',
  },
  TooManyReturns: {
    ...throttler,
    meaning: 'mails that came back 30 times and rest for a quarter of an hour',
    rise: 'senders are too slow or too few for the slots',
  },
  PumpFailed: {
    ...throttler,
    meaning: 'wake-ups that could not be answered; tried again within minutes',
    rise: 'DynamoDB, S3 or SQS do not answer, or rules cannot be read',
  },
  PageLost: {
    ...throttler,
    meaning: 'objects with waiting mails that are gone',
    rise: 'somebody or something deletes from the bucket: mails are lost',
  },
  Returned: {
    ...sender,
    meaning: 'mails that went back for another slot',
    rise: 'senders come late, or SES asks to slow down',
  },
  SlowedDown: {
    ...sender,
    meaning: 'hand-overs that SES refused for the rate; repeated safely',
    rise: 'somebody else uses the account; nothing is lost',
  },
  Held: {
    ...sender,
    meaning: 'refusals of SES that hold all mail of a kind',
    rise: 'an identity, a template, a configuration set or the account is not right: `mxp status`',
  },
  Doubts: {
    ...sender,
    meaning: 'hand-overs that may or may not have happened, before they are settled',
    rise: 'SES is slow, or functions are cut off',
  },
  Resent: {
    ...sender,
    meaning: 'mails in doubt that are sent again, as the settings want it',
    rise: 'some people may get a mail twice',
  },
  FeedbackRejected: {
    ...bounce,
    meaning: 'events of SES that are not about a mail of ours',
    rise: 'something else sends through our configuration sets',
  },
  Swept: {
    ...sweeper,
    meaning: 'runs of the sweeper that did all they should',
    rise: 'one a minute is right',
  },
  LostWakeUps: {
    ...sweeper,
    meaning: 'keys that nobody woke in time; the sweeper woke them',
    rise: 'throttlers fail or are too few: backlogs drain in jerks',
  },
  RulesActivated: { ...ruleSync, meaning: 'rule sets put in force', rise: 'the feed has news' },
  RulesHeld: {
    ...ruleSync,
    meaning: 'runs that found a release held',
    rise: 'a release loosens much: an operator decides',
  },
  RulesSyncFailed: {
    ...ruleSync,
    meaning: 'runs that could not take the feed',
    rise: "yesterday's rules stay; `mxp status` tells why",
  },
  RulesCustom: { ...ruleSync, meaning: 'runs that found the rules frozen', rise: 'one a day while custom' },
  RulesOff: { ...ruleSync, meaning: 'runs that found the synchronisation off', rise: 'one a day while off' },
  RulesWithdrawn: { ...ruleSync, meaning: 'releases whose trial ended badly', rise: 'the release is held' },
  FeedExpires: {
    ...ruleSync,
    meaning: 'runs that found the feed about to expire',
    rise: 'ask who runs the feed',
  },
  NoticesLost: {
    ...ruleSync,
    meaning: 'notices that could not be published',
    rise: 'NoticeTopic refuses them',
  },
} as const satisfies Readonly<Record<string, Metric>>;

export type CounterName = keyof typeof COUNTERS;
