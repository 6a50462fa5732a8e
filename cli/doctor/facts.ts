import type { SesAccount } from '../../shared/aws/inspect/account.ts';
import type { Caller } from '../../shared/aws/inspect/caller.ts';
import type { ConfigurationSetState } from '../../shared/aws/inspect/configuration-set.ts';
import type { FunctionState, TriggerState } from '../../shared/aws/inspect/functions.ts';
import type { Identity } from '../../shared/aws/inspect/identity.ts';
import type { QueueState } from '../../shared/aws/inspect/queue.ts';
import type { NameRecords } from '../../shared/aws/inspect/records.ts';
import type { StackState } from '../../shared/aws/inspect/stack.ts';
import type { TableState } from '../../shared/aws/inspect/table.ts';
import type { TopicState } from '../../shared/aws/inspect/topic.ts';
import type { Audience } from '../../shared/settings/audience.ts';
import type { EpochMillis } from '../../shared/time/units.ts';
import type { RulesStanding } from '../rules/standing.ts';
import type { Fact } from './fact.ts';

/** An identity, and what the DNS says of its domains. */
export interface IdentityFacts {
  readonly identity: Identity;
  /** Records at `_dmarc.` of the domain, or of the registrable one above it where there are none. */
  readonly dmarc: Fact<NameRecords>;
  /** Records of its MAIL FROM domain; absent where it has none. */
  readonly mailFrom?: Fact<NameRecords>;
}

/** The most that one rule lets out in an hour, over pools at their levels in force. */
export interface LargestRule {
  readonly rule: string;
  readonly pool: string;
  readonly level: string;
  readonly perHour: number;
}

/** The topics by what they are for. */
export interface Topics {
  readonly outcomes: TopicState;
  readonly notices: TopicState;
}

/** All that the checks look at. */
export interface Facts {
  readonly now: EpochMillis;
  /** For commands to copy: ` --stack NAME`, or nothing. */
  readonly stackOption: string;
  readonly audience: Audience;
  readonly feedbackTopicArn: string;
  readonly caller: Fact<Caller>;
  readonly stack: Fact<StackState>;
  readonly account: Fact<SesAccount>;
  readonly identities: Fact<readonly IdentityFacts[]>;
  readonly sets: Fact<readonly ConfigurationSetState[]>;
  readonly functions: Fact<readonly FunctionState[]>;
  readonly eventSources: Fact<readonly TriggerState[]>;
  readonly schedules: Fact<readonly TriggerState[]>;
  readonly queues: Fact<readonly QueueState[]>;
  readonly tables: Fact<readonly TableState[]>;
  readonly topics: Fact<Topics>;
  readonly rules: Fact<RulesStanding>;
  readonly largestRule: Fact<LargestRule>;
}
