import type { Classifier } from '../../shared/bounce/judgement.ts';
import type { LabelledReply } from './labelled-replies.ts';
import { CLASSES, classOf, type OutcomeClass } from './outcomes.ts';

/** Replies with this label, those that were judged so, and those that are both. */
export interface Counts {
  readonly labelled: number;
  readonly judged: number;
  readonly right: number;
}

/** How right the classifier is on one file of labelled replies. */
export interface Score {
  readonly replies: number;
  /** Type and reason. */
  readonly right: number;
  readonly unclassified: number;
  readonly hard: Counts;
  readonly foreign: { readonly replies: number; readonly right: number };
  /** By label, then by what it was judged as. */
  readonly confusion: Readonly<Record<OutcomeClass, Readonly<Record<OutcomeClass, number>>>>;
}

/** A reply that was not judged as its label says. */
export interface Miss {
  readonly id: string;
  readonly reply: string;
  readonly label: OutcomeClass;
  readonly judged: OutcomeClass;
  /** The bounce rule, or what else decided. */
  readonly by: string;
}

const byClass = <T>(make: (name: OutcomeClass) => T): Record<OutcomeClass, T> =>
  Object.fromEntries(CLASSES.map((name) => [name, make(name)])) as Record<OutcomeClass, T>;

const count = <T>(all: readonly T[], fits: (one: T) => boolean): number => all.filter(fits).length;

/** Judges every reply and holds the answers against the labels. */
export function score(
  classifier: Classifier,
  replies: readonly LabelledReply[],
): { readonly score: Score; readonly misses: readonly Miss[] } {
  const all = replies.map((reply) => {
    const judged = classifier.judge(reply.reply);
    const { type } = reply.label;
    return { reply, judged, right: judged.type === type && classOf(judged) === classOf(reply.label) };
  });
  const confusion = byClass(() => byClass(() => 0));
  for (const { reply, judged } of all) confusion[classOf(reply.label)][classOf(judged)] += 1;
  const foreign = all.filter(({ reply }) => reply.foreign);
  const misses = all
    .filter(({ right }) => !right)
    .map(({ reply, judged }) => ({
      id: reply.id,
      reply: reply.reply.text,
      label: classOf(reply.label),
      judged: classOf(judged),
      by: judged.rule ?? judged.via,
    }));
  return {
    score: {
      replies: all.length,
      right: count(all, ({ right }) => right),
      unclassified: count(all, ({ judged }) => !judged.classified),
      hard: {
        labelled: count(all, ({ reply }) => reply.label.type === 'hard'),
        judged: count(all, ({ judged }) => judged.type === 'hard'),
        right: count(all, ({ reply, judged }) => judged.type === 'hard' && reply.label.type === 'hard'),
      },
      foreign: { replies: foreign.length, right: count(foreign, ({ right }) => right) },
      confusion,
    },
    misses,
  };
}

/** What a score says of one reason. */
export const countsOf = ({ confusion }: Pick<Score, 'confusion'>, name: OutcomeClass): Counts => ({
  labelled: CLASSES.reduce((sum, judged) => sum + confusion[name][judged], 0),
  judged: CLASSES.reduce((sum, label) => sum + confusion[label][name], 0),
  right: confusion[name][name],
});
