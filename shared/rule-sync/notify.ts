import { NOTICE_LINES, type Notice } from '../notice/notice.ts';
import type { EpochMillis } from '../time/units.ts';
import type { SyncPorts } from './ports.ts';
import { type SyncResult, shortened, summaryOf } from './result.ts';

const iso = (at: EpochMillis): string => new Date(at).toISOString();

/** That the rules are those from before, and why. */
export const failedNotice = (code: string, text: string, now: EpochMillis): Notice => ({
  ...{ v: 1, kind: 'rulesSyncFailed', at: iso(now), code },
  text: shortened(text),
});

/** What operators are told of a synchronisation; custom and off are their own doing and stay with log and metric. */
export function noticesOf(result: SyncResult, now: EpochMillis, expiresAt?: EpochMillis): readonly Notice[] {
  const { expiry } = result;
  const at = { v: 1, at: iso(now) } as const;
  const expires: readonly Notice[] =
    expiry === undefined || expiresAt === undefined
      ? []
      : [{ ...at, kind: 'feedExpires', expiresAt: iso(expiresAt), text: expiry }];
  switch (result.kind) {
    case 'activated': {
      const { version, share } = result;
      const lines = summaryOf(result.lines, NOTICE_LINES);
      const trial = share === undefined ? {} : { share };
      return [{ ...at, kind: 'rulesActivated', version, lines, ...trial }, ...expires];
    }
    case 'held': {
      if (result.again) return expires;
      const why = summaryOf(result.why, NOTICE_LINES);
      return [{ ...at, kind: 'rulesHeld', version: result.version, why }, ...expires];
    }
    case 'failed':
      return [failedNotice(result.code, result.text, now), ...expires];
    default:
      return expires;
  }
}

/** Tells them; that nobody could be told is logged, and changes nothing of what was done. */
export async function notify(
  { notices, log }: Pick<SyncPorts, 'notices' | 'log'>,
  all: readonly Notice[],
): Promise<void> {
  for (const notice of notices ? all : [])
    try {
      await notices?.tell(notice);
    } catch (error) {
      log.warn('notice not published', { kind: notice.kind, text: String(error) });
      log.count('NoticesLost');
    }
}
