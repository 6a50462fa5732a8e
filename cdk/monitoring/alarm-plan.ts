import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Levels, Severity } from './severity.ts';

/**
 * What an alarm makes of a period without data. `good`: counters and AWS's counts are not written while nothing happens ·
 * `bad`: something must be written all the time · `as before`: a gauge that is not measured tells nothing new.
 */
export type WithoutData = 'good' | 'bad' | 'as before';

/** One thing to be told of, at one or more severities. */
export interface AlarmPlan {
  /** Names the alarm, and its section in docs/operations.md. */
  readonly id: string;
  /** What it means, a sentence. */
  readonly meaning: string;
  readonly metric: IMetric;
  readonly levels: Levels;
  /** It goes off below the threshold; at and above it otherwise. */
  readonly below?: true;
  /** Periods of five minutes in a row; of an hour for SES's rates. */
  readonly periods: number;
  readonly withoutData: WithoutData;
  /** Tells nobody by itself: an alarm that stands for several does. */
  readonly partOf?: string;
}

/** One alarm that goes off with any of several, so that one fault wakes somebody once. */
export interface JointAlarmPlan {
  readonly id: string;
  readonly meaning: string;
  readonly severity: Severity;
}

/** The section of an alarm in docs/operations.md: `DeadLetters` is `dead-letters`. */
export const anchorOf = (id: string): string => id.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
