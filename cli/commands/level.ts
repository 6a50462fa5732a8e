import { levelInForce } from '../../shared/control/level-in-force.ts';
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
  /** A level that an operator had set before the deployment gave the pool another. */
  readonly ended?: ThroughputLevel;
}

type Levels = Pick<Connection, 'control'> & {
  readonly deployment: Pick<Connection['deployment'], 'settings'>;
};

/** The levels in force, one a pool. */
export const levelsOf = (
  { pools }: Pick<Settings, 'pools'>,
  { levels }: Pick<ControlSnapshot, 'levels'>,
): readonly PoolLevel[] =>
  Object.values(pools).map((pool) => {
    const set = levels?.[pool.name];
    return {
      pool: pool.name,
      level: levelInForce(pool, levels),
      deployed: pool.level,
      ...(set && set.over !== pool.level ? { ended: set.level } : {}),
    };
  });

export const readLevels = async ({ control, deployment }: Levels): Promise<readonly PoolLevel[]> =>
  levelsOf(deployment.settings, await control.load());

const endedText = ({ ended }: PoolLevel): string =>
  ended === undefined ? '' : `${ended} was set and ended with a deployment`;

export function levelsAnswer(levels: readonly PoolLevel[]): Answer {
  const rows = levels.map((one) => [one.pool, one.level, one.deployed, endedText(one)]);
  return { json: { levels }, text: table(['POOL', 'LEVEL', 'DEPLOYED', ''], rows) };
}

const isLevel = (text: string): text is ThroughputLevel => THROUGHPUT_LEVELS.some((level) => level === text);

async function readPool(connection: Levels, pool: string): Promise<PoolLevel> {
  const found = (await readLevels(connection)).find((one) => one.pool === pool);
  const { pools } = connection.deployment.settings;
  if (!found) throw new UserError(`there is no pool ${pool}; there is ${Object.keys(pools).join(', ')}`);
  return found;
}

/** What a change of level means, for people. */
function changedText(pool: string, before: ThroughputLevel, level: ThroughputLevel): string {
  const was = before === level ? 'as before' : `was ${before}`;
  return `pool ${pool}: level ${level} (${was}), in force within a minute. No counter is reset: what left at the old limits counts on.`;
}

/** Changes a pool's level; throws a UserError for a pool or a level that there is not. */
export async function setLevel(connection: Levels, pool: string, level: string): Promise<Answer> {
  const { level: before, deployed } = await readPool(connection, pool);
  if (!isLevel(level))
    throw new UserError(`there is no level ${level}; there is ${THROUGHPUT_LEVELS.join(', ')}`);
  await connection.control.putLevel(pool, { level, over: deployed });
  const until = `It stands until the next \`mxp level\`, or a deployment that gives the pool another level than ${deployed}.`;
  return { json: { pool, level, before, deployed }, text: `${changedText(pool, before, level)}\n${until}` };
}

/** Gives a pool the deployment's level again; throws a UserError for a pool that there is not. */
export async function unsetLevel(connection: Levels, pool: string): Promise<Answer> {
  const { level: before, deployed } = await readPool(connection, pool);
  await connection.control.dropLevel(pool);
  return { json: { pool, level: deployed, before, deployed }, text: changedText(pool, before, deployed) };
}
