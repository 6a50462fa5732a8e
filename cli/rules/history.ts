import type { RulesHistoryEntry, RulesState } from '../../shared/ports/rules-store.ts';
import type { Answer } from '../commands/answer.ts';
import { isoTime, timeText } from '../commands/times.ts';
import type { Connection } from '../connection.ts';
import { table } from '../table.ts';

const HEADS = ['ACTIVATED', 'VERSION', 'SET', 'BY', 'WHAT', 'CHANGES'];

const SHORT_NAME = 12;

function changesText({ summary: [first, ...others] }: RulesHistoryEntry): string {
  if (first === undefined) return 'none';
  return others.length === 0 ? first : `${first} (+${others.length})`;
}

const rowOf = (entry: RulesHistoryEntry, isInForce: boolean): readonly string[] => [
  timeText(entry.at),
  `${entry.version}${isInForce ? ' *' : ''}`,
  entry.name.slice(0, SHORT_NAME),
  entry.by,
  entry.what,
  changesText(entry),
];

const isNow = (entry: RulesHistoryEntry, { pointer }: RulesState): boolean =>
  entry.name === pointer?.current && entry.at === pointer.activatedAt;

/** The last 30 activations, the newest first. */
export async function rulesHistory({ rulesStore }: Pick<Connection, 'rulesStore'>): Promise<Answer> {
  const [entries, state] = await Promise.all([rulesStore.history(), rulesStore.state()]);
  const json = entries.map((entry) => ({ ...entry, at: isoTime(entry.at), inForce: isNow(entry, state) }));
  if (entries.length === 0)
    return { json, text: 'No rules were ever activated: the shipped ones are in force.' };
  const rows = entries.map((entry) => rowOf(entry, isNow(entry, state)));
  return { json, text: `${table(HEADS, rows)}\n\n* in force` };
}
