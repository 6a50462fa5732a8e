import type { Log } from '../ports/log.ts';
import { type SyncResult, summaryOf, type TrialVerdict } from './result.ts';

function tellTrial(log: Log, trial: TrialVerdict | undefined): void {
  if (trial === undefined) return;
  const { verdict, text } = trial;
  if (verdict === 'withdraw') {
    log.warn('rules withdrawn', { text });
    log.count('RulesWithdrawn');
  } else log.info(verdict === 'promote' ? 'rules promoted' : 'rules tried', { text });
}

function tellExpiry(log: Log, expiry: string | undefined): void {
  if (expiry === undefined) return;
  log.warn('rule feed expires', { text: expiry });
  log.count('FeedExpires');
}

/** One line for the log and one metric a synchronisation; custom and off say so every day. */
export function tell(log: Log, result: SyncResult): SyncResult {
  switch (result.kind) {
    case 'activated':
      log.info('rules activated', { ...result, lines: summaryOf(result.lines) });
      log.count('RulesActivated');
      break;
    case 'unchanged':
      log.info('rules unchanged', result);
      break;
    case 'held':
      log.warn('rules held', { ...result, lines: summaryOf(result.lines) });
      log.count('RulesHeld');
      break;
    case 'trying':
      log.info('rules on trial', result);
      break;
    case 'failed':
      log.warn('rules not synchronised', { code: result.code, text: result.text });
      log.count('RulesSyncFailed');
      break;
    case 'custom':
      log.info('rules are custom: MX rules and bounce rules are frozen, the feed is not asked');
      log.count('RulesCustom');
      break;
    case 'off':
      log.info('rule sync is off: the feed is not asked');
      log.count('RulesOff');
      break;
  }
  tellTrial(log, result.trial);
  tellExpiry(log, result.expiry);
  return result;
}
