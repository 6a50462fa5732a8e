import { countedInDay, NO_DAY } from '../../shared/quota/day-counter.ts';
import type { QuotaKey } from '../../shared/quota/key.ts';
import type { Connection } from '../connection.ts';
import { table } from '../table.ts';
import { UserError } from '../user-error.ts';
import type { Answer } from './answer.ts';

/** A counter of the last 24 hours. */
export interface DayCount {
  readonly key: QuotaKey;
  readonly counted: number;
}

type Counting = Pick<Connection, 'scan' | 'clock' | 'quota'>;

/** The counters of limits per day. Slots have no counter to show: their spacing is the limit. */
export async function readDayCounts({
  scan,
  clock,
}: Pick<Counting, 'scan' | 'clock'>): Promise<readonly DayCount[]> {
  const { days } = await scan();
  return days
    .map((counter) => ({ key: counter.key, counted: countedInDay(counter, clock.now()) }))
    .sort((one, other) => other.counted - one.counted || (one.key < other.key ? -1 : 1));
}

const SLOTS =
  'Limits per hour and minute have no counter: the spacing of slots keeps them, see `mxp status`.';

export function dayCountsAnswer(days: readonly DayCount[]): Answer {
  const rows = days.map(({ key, counted }) => [key, String(counted)]);
  const counters =
    rows.length === 0
      ? 'No limit per day has counted anything yet.'
      : table(['DAY COUNTER', 'LAST 24 H'], rows);
  return { json: { days }, text: `${counters}\n\n${SLOTS}` };
}

/** Sets day counters, one or all, to nothing; answers the keys that it cleared. Throws a UserError for an unknown key. */
export async function resetDayCounts(
  { scan, quota }: Pick<Counting, 'scan' | 'quota'>,
  key: string | undefined,
): Promise<readonly QuotaKey[]> {
  const { days } = await scan();
  const chosen = days.filter((counter) => key === undefined || counter.key === key);
  if (key !== undefined && chosen.length === 0)
    throw new UserError(`there is no day counter ${key}; \`mxp quota show\` lists them`);
  const tried = await Promise.all(
    chosen.map(async (counter) => {
      const next = { ...NO_DAY, version: counter.version + 1 };
      return { key: counter.key, done: await quota.saveDay(counter.key, counter.version, next) };
    }),
  );
  const lost = tried.filter(({ done }) => !done).map((counter) => counter.key);
  if (lost.length > 0) throw new UserError(`counted on meanwhile: ${lost.join(', ')}; run the command again`);
  return tried.map((counter) => counter.key);
}

const KEPT = 'Slots were not touched: they keep the limits per hour and minute, and are never reset.';

export const resetAnswer = (reset: readonly QuotaKey[]): Answer => ({
  json: { reset },
  text: `${reset.length === 0 ? 'There was no day counter to reset.' : `Set to 0: ${reset.join(', ')}.`}\n${KEPT}`,
});
