import { feedSetOf, inForce } from '../../shared/rule-sync/in-force.ts';
import type { RulePorts } from '../../shared/rule-sync/ports.ts';
import { FEED_ONLY, type Layers } from '../../shared/rules/layers.ts';
import { mergeOverrides } from '../../shared/rules/merge-overrides.ts';
import type { OverridesData } from '../../shared/rules/overrides-schema.ts';
import type { RuleSetData } from '../../shared/rules/schema.ts';

/** The rules in force, and what they are made of. */
export interface Layered {
  readonly data: RuleSetData;
  readonly layers: Layers;
  readonly overrides: OverridesData;
  /** What is not ours: `feed 1.2.0`, `shipped 1.1.0`, `custom 1.1.0`. */
  readonly ground: string;
  /** The rules in force are not feed and overrides as they stand: custom, rolled back, or about to be merged. */
  readonly note?: string;
}

/** Reads the rules in force with their layers. */
export async function readLayered(ports: RulePorts): Promise<Layered> {
  const state = await ports.store.state();
  const data = await inForce(ports, state);
  const { overrides, mode } = state;
  if (mode === 'custom') {
    const note = 'the rules are custom: a frozen copy, below no overrides';
    return { data, layers: FEED_ONLY, overrides, ground: `custom ${data.version}`, note };
  }
  const feed = await feedSetOf(ports, state.feed.set);
  const merged = mergeOverrides(feed, overrides);
  const name = state.feed.set === undefined ? 'shipped' : 'feed';
  if (merged.ok && merged.data.version === data.version)
    return { data, layers: merged.layers, overrides, ground: `${name} ${feed.version}` };
  const note = `the rules in force are not the feed's ${feed.version} and the overrides as they stand now (rolled back?): layers are not known`;
  return { data, layers: FEED_ONLY, overrides, ground: `set ${data.version}`, note };
}
