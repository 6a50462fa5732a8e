import type { RulesState } from '../ports/rules-store.ts';
import { type ChangeResult, refused } from './change.ts';
import { dropTrial } from './held.ts';
import { inForce } from './in-force.ts';
import type { RulePorts } from './ports.ts';
import { RACED, saved, unraced } from './put-in-force.ts';

/**
 * Ends the trial that runs: nobody would be told how it came out. It goes before the mode, so that a crash in between is
 * made good by doing it again; answers what people are told.
 */
async function endTrial(ports: RulePorts, state: RulesState, by: string) {
  const trial = state.pointer?.candidate;
  if (!trial) return [];
  const why = 'synchronisation was switched off';
  if ((await dropTrial(ports, state, { by, why })) === RACED) return RACED;
  return [`the trial of a release by ${trial.share} % of the keys ends; it is held`];
}

/** Ends or takes up the synchronisation; the rules in force stay as they are, and overrides go on working. */
function switchTo(ports: RulePorts, mode: 'feed' | 'off', by: string): Promise<ChangeResult> {
  let told: readonly string[] = [];
  return unraced(async () => {
    const state = await ports.store.state();
    if (state.mode === 'custom')
      return refused('custom rules are not synchronised; leave custom first (mxp rules custom off)');
    if (state.mode === mode) return refused(`synchronisation is ${mode === 'off' ? 'off' : 'on'} already`);
    const { version } = await inForce(ports, state);
    const ended = mode === 'off' ? await endTrial(ports, state, by) : [];
    if (ended === RACED) return RACED;
    told = [...told, ...ended];
    return (await saved(ports, state, { mode })) === RACED ? RACED : { kind: 'done', version, lines: told };
  });
}

/** `by` is who is named in the history where that ends a trial. */
export const setOff = (ports: RulePorts, by = 'rule-sync'): Promise<ChangeResult> =>
  switchTo(ports, 'off', by);
export const setOn = (ports: RulePorts): Promise<ChangeResult> => switchTo(ports, 'feed', 'rule-sync');
