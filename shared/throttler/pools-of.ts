import type { ParsePools } from '../message/parse.ts';
import type { Settings } from '../settings/settings.ts';

/** The pools that a message may name. */
export const poolsOf = ({ pools, defaultPool }: Settings): ParsePools => ({
  known: new Set(Object.keys(pools)),
  default: defaultPool,
});
