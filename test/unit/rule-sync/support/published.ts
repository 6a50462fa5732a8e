import { type SyncOptions, syncRules } from '../../../../shared/rule-sync/sync.ts';
import type { RuleSetData } from '../../../../shared/rules/schema.ts';
import { release } from '../../../support/feed-releases.ts';
import type { StartedRules } from '../../../support/rule-ports.ts';

/** Publishes releases to the feed of the test's rules, synchronises, and tells what is in force. */
export function publishedTo(world: () => StartedRules) {
  const publish = (data: RuleSetData, sequence: number) => {
    world().feed.objects = release(data, { sequence });
  };
  const sync = (options: SyncOptions = {}) => syncRules(world().ports, options);
  const publishAndSync = async (...releases: readonly RuleSetData[]) => {
    for (const [at, data] of releases.entries()) {
      publish(data, at + 1);
      await sync();
    }
  };
  const state = () => world().store.state();
  const current = async () => {
    const { pointer } = await state();
    return pointer && (await world().store.getSet(pointer.current)).version;
  };
  return { publish, sync, publishAndSync, state, current };
}
