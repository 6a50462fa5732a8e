import { isDeepStrictEqual } from 'node:util';
import type { RuleSetData } from '../rules/schema.ts';
import { promote, withdraw } from './held.ts';
import { ENOUGH_TRIED, judgeTrial } from './judge-trial.ts';
import type { SyncPorts } from './ports.ts';
import type { SyncResult, TrialVerdict } from './result.ts';

const mxOf = ({ levels, classes, rules }: RuleSetData) => [levels, classes, rules];

/** What a trial can show: other MX rules, under a version that mail by them can be told by. */
const canShow = (before: RuleSetData, after: RuleSetData): boolean =>
  before.version !== after.version && !isDeepStrictEqual(mxOf(before), mxOf(after));

/** The percentage of the quota keys that try a release first; undefined: it is for all at once. */
export async function shareToTry(
  { trials }: SyncPorts,
  before: RuleSetData,
  after: RuleSetData,
): Promise<number | undefined> {
  if (!trials || trials.share <= 0 || !canShow(before, after)) return undefined;
  const daily = ((await trials.sentLastDay()) * trials.share) / 100;
  return daily >= ENOUGH_TRIED ? trials.share : undefined;
}

/** How the trial that ran was judged. */
export interface Judged {
  readonly trial: TrialVerdict;
  /** All keys have the release now. */
  readonly activated?: Extract<SyncResult, { readonly kind: 'activated' }>;
}

/** Judges the trial that runs, if one does, and ends it if it is ripe. */
export async function judgeRunning(ports: SyncPorts): Promise<Judged | undefined> {
  const { store, trials, clock } = ports;
  if (!trials) return undefined;
  const { mode, pointer } = await store.state();
  const candidate = pointer?.candidate;
  // Custom rules are frozen, also where a crash left a candidate beside them.
  if (!candidate || mode === 'custom') return undefined;
  const { name, since } = candidate;
  const trial = judgeTrial(await trials.counts.counts(name), since, clock.now());
  const by = 'rule-sync';
  const end = async (why: string): Promise<Judged | undefined> => {
    const { kind } = await withdraw(ports, { by, why, name });
    return kind === 'done' ? { trial: { verdict: 'withdraw', text: why } } : undefined;
  };
  if (trial.verdict === 'wait') return { trial };
  if (trial.verdict === 'withdraw') return end(trial.text);
  const promoted = await promote(ports, { by, name });
  // Somebody ended it meanwhile, or it no longer is what is held.
  if (promoted.kind === 'refused') return end(promoted.text);
  const { version, lines } = promoted;
  return { trial, activated: { kind: 'activated', version, name, lines, conflicts: [] } };
}

/** What a synchronisation came to, with what was said of the trial before; news of the night before the feed's silence. */
export function withTrial(result: SyncResult, judged: Judged | undefined): SyncResult {
  if (!judged) return result;
  const { trial, activated } = judged;
  if (activated && result.kind === 'unchanged') return { ...activated, trial };
  if (trial.verdict === 'withdraw' && result.kind === 'held') {
    const { again: _again, ...held } = result;
    return { ...held, trial };
  }
  return { ...result, trial };
}
