import type { Metric } from './metric.ts';

/** Every minute, by the sweeper. */
const count = { unit: 'Count', from: ['sweeper'] } as const;
const seconds = { unit: 'Seconds', from: ['sweeper'] } as const;

/** What is measured: each says how something stands now. */
export const GAUGES = {
  Waiting: {
    ...count,
    byRule: true,
    meaning: 'mails that wait for a slot',
    rise: 'more comes in than the limits let out; see `TimeToDrain`',
  },
  TimeToDrain: {
    ...seconds,
    meaning: 'until the last mail that waits for slots alone has one, at the present limits',
    rise: 'the campaign takes longer',
  },
  WillExpire: {
    ...count,
    meaning: 'waiting mails, at least, whose time runs out before their slot even in the best order',
    rise: 'these mails will never leave: raise a limit, cancel, or send less',
  },
  Holds: {
    ...count,
    meaning: 'things whose mail waits because SES refuses all of it',
    rise: 'SES is not set up right, or stopped the account: `mxp status` names it',
  },
  Pauses: {
    ...count,
    meaning: 'pauses in force',
    rise: 'an operator paused; above zero for days: forgotten?',
  },
  SesQuotaUsed: {
    unit: 'Percent',
    from: ['sweeper'],
    meaning:
      "share of the account's 24-hour quota that is used, by whoever sends; not written where SES sets none",
    rise: 'at 100 all mail waits',
  },
  SesPaused: {
    ...count,
    meaning: '1: SES paused or shut down the sending of the account',
    rise: 'nothing leaves; SES has written to the owner of the account',
  },
  SesUnderReview: {
    ...count,
    meaning: '1: SES reviews the account (PROBATION)',
    rise: 'bounces or complaints were too many; SES may pause it',
  },
  SesSandbox: {
    ...count,
    meaning: '1: the account is in the sandbox',
    rise: '200 mails a day, to verified addresses alone',
  },
  RulesAge: {
    ...seconds,
    meaning: 'since the rule set in force was put there',
    rise: 'no news; nothing to do',
  },
  RulesCheckedAge: {
    ...seconds,
    meaning: 'since the feed was last read whole',
    rise: 'above 26 hours a night was missed',
  },
  RulesBehind: {
    ...count,
    meaning: '1: the last synchronisation failed, or is more than 26 hours ago',
    rise: 'the rules in force stay; `mxp status` tells why',
  },
  ReleaseHeld: {
    ...count,
    meaning: '1: a release of the feed waits for an operator',
    rise: '`mxp rules diff held`, then accept it or leave it',
  },
} as const satisfies Readonly<Record<string, Metric>>;

export type GaugeName = keyof typeof GAUGES;
