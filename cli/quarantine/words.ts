import type { QuarantineStep } from '../../shared/outcome/event.ts';
import type { Entry } from '../../shared/quarantine/entry.ts';
import type { QuarantinePolicy } from '../../shared/quarantine/policy.ts';
import type { Standing } from '../../shared/quarantine/standing.ts';
import type { EpochMillis } from '../../shared/time/units.ts';
import { timeText } from '../commands/times.ts';

type Quarantine = NonNullable<Standing['quarantine']>;

function quarantineText({ since, reason, releaseAt }: Quarantine, now: EpochMillis): string {
  const why = reason ? ` for ${reason}` : '';
  if (releaseAt !== undefined && releaseAt <= now)
    return `was in quarantine${why} from ${timeText(since)} to ${timeText(releaseAt)}`;
  const end =
    releaseAt === undefined ? 'until an operator releases it' : `released by itself ${timeText(releaseAt)}`;
  return `in quarantine${why} since ${timeText(since)}, ${end}`;
}

function denylistText({ since, streams }: NonNullable<Standing['denylist']>): string {
  const which =
    streams === 'allButTransactional' ? 'no mail but transactional' : `no mail of ${streams.join(', ')}`;
  return `on the denylist since ${timeText(since)}: ${which}, until an operator releases it`;
}

function countTexts({ counts }: Standing, { reasons }: QuarantinePolicy): readonly string[] {
  return Object.entries(counts).flatMap(([reason, times]) => {
    const policy = reasons[reason as keyof typeof reasons];
    const last = times.at(-1);
    if (policy === 'never' || last === undefined) return [];
    return [`${reason} counted ${times.length} of ${policy.after}, last ${timeText(last)}`];
  });
}

/** Where an address stands, one line a thing. */
export function standingText(
  standing: Standing,
  policy: QuarantinePolicy,
  now: EpochMillis,
): readonly string[] {
  const { quarantine, denylist, allowlist } = standing;
  const lines = [
    ...(denylist ? [denylistText(denylist)] : []),
    ...(quarantine ? [quarantineText(quarantine, now)] : []),
    ...(allowlist
      ? [`on the allowlist since ${timeText(allowlist.since)}: mailed whatever the quarantine says`]
      : []),
    ...countTexts(standing, policy),
  ];
  return lines.length > 0 ? lines : ['nothing is known against it'];
}

/** `quarantined at 1 of 1`, `counted 2 of 3`. */
export function stepText({ step, count, of, until }: QuarantineStep): string {
  const at =
    count === undefined || of === undefined ? '' : ` ${step === 'counted' ? '' : 'at '}${count} of ${of}`;
  return `${step}${at}${until ? `, until ${timeText(Date.parse(until))}` : ''}`;
}

const ACT_TEXTS = {
  quarantine: 'put into quarantine',
  deny: 'put on the denylist',
  allow: 'put on the allowlist',
  disallow: 'taken off the allowlist',
  release: 'released',
} as const;

/** What happened to an address, without its time. */
export function entryText(entry: Entry): string {
  switch (entry.kind) {
    case 'act': {
      const { act, by, why, reason } = entry;
      return `${ACT_TEXTS[act]}${reason ? ` for ${reason}` : ''} by ${by}${why ? `: ${why}` : ''}`;
    }
    case 'error':
      return `error ${entry.reason}, ${entry.blame ? `blames ${entry.blame}` : 'unclassified'}, mail ${entry.mail}`;
    case 'complaint':
      return `complaint of stream ${entry.stream}, mail ${entry.mail}`;
    default:
      return `${entry.kind === 'delivered' ? 'delivered' : 'handed over'}, mail ${entry.mail}`;
  }
}
