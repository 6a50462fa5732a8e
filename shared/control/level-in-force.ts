import type { Pool, ThroughputLevel } from '../settings/settings.ts';

/** The level that an operator gave a pool, and the deployed one that it took the place of. */
export interface SetLevel {
  readonly level: ThroughputLevel;
  readonly over: ThroughputLevel;
}

/** By pool. */
export type SetLevels = Readonly<Record<string, SetLevel>>;

/**
 * The level that a pool is held to. The latest change wins: an operator's word stands until a deployment gives the pool
 * another level than the one it was said over.
 */
export function levelInForce(
  { name, level }: Pick<Pool, 'name' | 'level'>,
  levels: SetLevels | undefined,
): ThroughputLevel {
  const set = levels && Object.hasOwn(levels, name) ? levels[name] : undefined;
  return set?.over === level ? set.level : level;
}
