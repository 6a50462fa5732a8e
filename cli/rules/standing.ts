import shipped from '../../rules/shipped.json' with { type: 'json' };
import { expiryWarning } from '../../shared/feed/expiry.ts';
import type { FeedState, RulesMode, RulesPointer } from '../../shared/ports/rules-store.ts';
import { NO_COUNTS, type TrialCounts } from '../../shared/ports/trial-store.ts';
import { countsText } from '../../shared/rule-sync/judge-trial.ts';
import type { EpochMillis } from '../../shared/time/units.ts';
import { isoTime, timeText } from '../commands/times.ts';
import type { Connection } from '../connection.ts';
import { duration } from '../duration.ts';

/** How it stands with the rules of a deployment. */
export interface RulesStanding {
  readonly mode: RulesMode;
  readonly version: string;
  readonly feed: FeedState;
  /** Absent while the shipped rules are in force. */
  readonly pointer?: RulesPointer;
  /** Of the release that a share of the keys tries. */
  readonly trial?: TrialCounts;
}

/** The version is told by the history: rules that cannot be read do not hide the rest. */
export async function readStanding({
  rulesStore,
  trials,
}: Pick<Connection, 'rulesStore' | 'trials'>): Promise<RulesStanding> {
  const [{ mode, feed, pointer }, history] = await Promise.all([rulesStore.state(), rulesStore.history()]);
  if (!pointer) return { mode, feed, version: shipped.version };
  const entry = history.find(({ name }) => name === pointer.current);
  const { candidate, current } = pointer;
  const trial = candidate ? { trial: await trials.counts(candidate.name) } : {};
  return { mode, feed, pointer, version: entry?.version ?? current.slice(0, 12), ...trial };
}

const agoText = (at: EpochMillis, now: EpochMillis): string => `${duration(Math.max(0, now - at))} ago`;

function modeText({ mode, feed }: RulesStanding, now: EpochMillis): string {
  if (mode === 'custom') return 'custom: MX rules and bounce rules are frozen, nothing is synchronised';
  if (mode === 'off') return 'synchronisation is off';
  if (feed.checkedAt === undefined) return 'never synchronised';
  return `synchronised ${agoText(feed.checkedAt, now)}, release ${feed.sequence} of the feed`;
}

function trialLines({ pointer, feed, trial = NO_COUNTS }: RulesStanding): readonly string[] {
  const candidate = pointer?.candidate;
  if (!candidate) return [];
  const what = feed.held ? `release ${feed.held.version} for ` : '';
  return [
    `ON TRIAL          ${what}${candidate.share} % of the quota keys since ${timeText(candidate.since)}: ${countsText(trial)}`,
  ];
}

function troubles(standing: RulesStanding, now: EpochMillis): readonly string[] {
  const { mode, feed, pointer } = standing;
  const { failed, held, expiresAt } = feed;
  const candidate = pointer?.candidate;
  const expiry = mode === 'feed' && expiresAt !== undefined ? expiryWarning({ expiresAt }, now) : undefined;
  return [
    ...(failed && mode === 'feed'
      ? [`NOT SYNCHRONISED  at ${timeText(failed.at)}: ${failed.code}, ${failed.text}`]
      : []),
    ...trialLines(standing),
    ...(held && !candidate ? [`HELD              release ${held.version}: ${held.why.join('; ')}`] : []),
    ...(expiry === undefined ? [] : [`EXPIRES           ${expiry}`]),
  ];
}

/** `Rules: version 2026.11.26, in force since …; synchronised 3 h ago, release 12 of the feed.`, and what is wrong. */
export function standingLines(standing: RulesStanding, now: EpochMillis): readonly string[] {
  const { version, pointer } = standing;
  const since = pointer ? `in force since ${timeText(pointer.activatedAt)}` : 'as shipped';
  return [`Rules: version ${version}, ${since}; ${modeText(standing, now)}.`, ...troubles(standing, now)];
}

export function standingJson({ mode, version, feed, pointer, trial }: RulesStanding) {
  const { checkedAt, expiresAt, failed, etag: _etag, activating: _activating, ...rest } = feed;
  const times = { checkedAt, expiresAt, activatedAt: pointer?.activatedAt };
  const given = Object.entries(times).flatMap(([name, at]) =>
    at === undefined ? [] : [[name, isoTime(at)]],
  );
  return {
    mode,
    ruleSet: version,
    ...rest,
    ...Object.fromEntries(given),
    ...(failed ? { failed: { ...failed, at: isoTime(failed.at) } } : {}),
    ...(pointer?.candidate
      ? { candidate: { ...pointer.candidate, since: isoTime(pointer.candidate.since), ...trial } }
      : {}),
  };
}
