import type { ControlSnapshot } from '../../shared/ports/control-store.ts';
import { type Settings, THROUGHPUT_LEVELS, type ThroughputLevel } from '../../shared/settings/settings.ts';
import type { Connection } from '../connection.ts';
import { table } from '../table.ts';
import { UserError } from '../user-error.ts';
import type { Answer } from './answer.ts';

/** A pool's throughput level: what is in force, and what the deployment gave it. */
export interface PoolLevel {
  readonly pool: string;
  readonly level: ThroughputLevel;
  readonly deployed: ThroughputLevel;
}

type Levels = Pick<Connection, 'control'> & {
  readonly deployment: Pick<Connection['deployment'], 'settings'>;
};

/** The levels in force, one a pool. */
export const levelsOf = (
  { pools }: Pick<Settings, 'pools'>,
  { levels }: Pick<ControlSnapshot, 'levels'>,
): readonly PoolLevel[] =>
  Object.values(pools).map(({ name, level }) => ({
    pool: name,
    level: levels?.[name] ?? level,
    deployed: level,
  }));

export const readLevels = async ({ control, deployment }: Levels): Promise<readonly PoolLevel[]> =>
  levelsOf(deployment.settings, await control.load());

export function levelsAnswer(levels: readonly PoolLevel[]): Answer {
  const rows = levels.map(({ pool, level, deployed }) => [pool, level, deployed]);
  return { json: { levels }, text: table(['POOL', 'LEVEL', 'DEPLOYED'], rows) };
}

const isLevel = (text: string): text is ThroughputLevel => THROUGHPUT_LEVELS.some((level) => level === text);

/** Changes a pool's level; throws a UserError for a pool or a level that there is not. */
export async function setLevel(connection: Levels, pool: string, level: string): Promise<Answer> {
  const before = (await readLevels(connection)).find((one) => one.pool === pool);
  const { pools } = connection.deployment.settings;
  if (!before) throw new UserError(`there is no pool ${pool}; there is ${Object.keys(pools).join(', ')}`);
  if (!isLevel(level))
    throw new UserError(`there is no level ${level}; there is ${THROUGHPUT_LEVELS.join(', ')}`);
  await connection.control.putLevel(pool, level);
  const was = before.level === level ? 'as before' : `was ${before.level}`;
  return {
    json: { pool, level, before: before.level },
    text: `pool ${pool}: level ${level} (${was}), in force within a minute. No counter is reset: what left at the old limits counts on.`,
  };
}
