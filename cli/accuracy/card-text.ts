import { table } from '../table.ts';
import type { CardSet } from './card.ts';
import { CLASSES } from './outcomes.ts';
import { type Counts, countsOf, type Miss, type Score } from './score.ts';

/** `97.9 %`; a dash for a share of nothing. */
export const shareText = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;

const precision = ({ right, judged }: Counts): string => shareText(right, judged);
const recall = ({ right, labelled }: Counts): string => shareText(right, labelled);

/** A line for each set: how much was right at first and is now, and how sure a hard answer is. */
export const summary = (sets: readonly CardSet[]): string =>
  table(
    [
      ...['REPLIES OF', 'REPLIES', 'AT FIRST', 'RIGHT', 'HARD PRECISION', 'HARD RECALL', 'NOT ENGLISH'],
      'UNCLASSIFIED',
    ],
    sets.map(({ name, first, score: { replies, right, hard, foreign, unclassified } }) => [
      name,
      String(replies),
      first ? shareText(first.right, first.replies) : '–',
      shareText(right, replies),
      precision(hard),
      recall(hard),
      shareText(foreign.right, foreign.replies),
      shareText(unclassified, replies),
    ]),
  );

/** Labels down, answers across, with the precision and recall of each. */
export const confusionTable = (score: Score): string =>
  table(
    ['LABEL \\ JUDGED', ...CLASSES, 'PRECISION', 'RECALL'],
    CLASSES.map((label) => {
      const counts = countsOf(score, label);
      const cells = CLASSES.map((judged) => String(score.confusion[label][judged] || '–'));
      return [label, ...cells, precision(counts), recall(counts)];
    }),
  );

/** Replies on one line, each after what it should have been and what decided. */
export const missesText = (misses: readonly Miss[]): string =>
  misses
    .map(({ id, reply, label, judged, by }) => {
      const line = reply.replace(/[\s\p{Cc}]+/gu, ' ').trim();
      return `${id}: ${label}, judged ${judged} by ${by}: ${line.slice(0, 160)}`;
    })
    .join('\n');
