import type { DeliveryStore } from '../ports/delivery-store.ts';
import type { Log } from '../ports/log.ts';
import type { OutcomePublisher } from '../ports/outcomes.ts';
import type { AddressKeys } from '../ports/quarantine-store.ts';
import type { RejectedQueue } from '../ports/queues.ts';
import type { RulesSource } from '../ports/rules-source.ts';
import type { TrialStore } from '../ports/trial-store.ts';
import type { UnknownTexts } from '../ports/unknown-texts.ts';
import type { QuarantinePorts } from '../quarantine/note.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import type { Classifier } from './judgement.ts';

/** Everything that reading feedback reaches the world by. */
export interface BouncePorts extends QuarantinePorts {
  readonly addressKeys: AddressKeys;
  readonly delivery: DeliveryStore;
  readonly outcomes: OutcomePublisher;
  readonly rejected: RejectedQueue;
  readonly rules: RulesSource;
  readonly unknownTexts: Pick<UnknownTexts, 'count'>;
  readonly trials: Pick<TrialStore, 'add'>;
  /** Made once per rule set. */
  readonly classifierOf: (rules: RuleSet) => Classifier;
  readonly log: Log;
}
