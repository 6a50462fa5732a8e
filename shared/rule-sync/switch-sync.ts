import { type ChangeResult, refused } from './change.ts';
import { inForce } from './in-force.ts';
import type { RulePorts } from './ports.ts';
import { RACED, saved, unraced } from './put-in-force.ts';

/** Ends or takes up the synchronisation; the rules in force stay as they are, and overrides go on working. */
function switchTo(ports: RulePorts, mode: 'feed' | 'off'): Promise<ChangeResult> {
  return unraced(async () => {
    const state = await ports.store.state();
    if (state.mode === 'custom')
      return refused('custom rules are not synchronised; leave custom first (mxp rules custom off)');
    if (state.mode === mode) return refused(`synchronisation is ${mode === 'off' ? 'off' : 'on'} already`);
    const { version } = await inForce(ports, state);
    return (await saved(ports, state, { mode })) === RACED ? RACED : { kind: 'done', version, lines: [] };
  });
}

export const setOff = (ports: RulePorts): Promise<ChangeResult> => switchTo(ports, 'off');
export const setOn = (ports: RulePorts): Promise<ChangeResult> => switchTo(ports, 'feed');
