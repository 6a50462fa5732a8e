import { type Standing, suppressionOf } from '../../shared/quarantine/standing.ts';
import { type Audience, barredEnding } from '../../shared/settings/audience.ts';
import type { EpochMillis } from '../../shared/time/units.ts';
import type { RulesView } from '../commands/rules-view.ts';
import { timeText } from '../commands/times.ts';
import { countText } from '../count-text.ts';
import { duration } from '../duration.ts';
import type { AtSes } from '../quarantine/show.ts';
import { holdText, pauseText, type Restraints } from './restraints.ts';
import { limitText, type Way } from './way.ts';

/** What would become of a mail that came now. */
export interface Verdict {
  readonly fate: 'suppressed' | 'undeliverable' | 'waits' | 'handedOver';
  readonly text: string;
}

export interface VerdictFacts {
  readonly way: Way;
  readonly view: RulesView;
  readonly restraints: Restraints;
  readonly stream: string;
  readonly now: EpochMillis;
  /** Whom the deployment mails. */
  readonly audience: Audience;
  /** Absent where a domain is asked for. */
  readonly standing?: Standing;
  readonly ses?: AtSes;
}

function barred({ audience, way, now }: VerdictFacts): Verdict | undefined {
  const ending = barredEnding(audience, way, now);
  return ending && { fate: 'suppressed', text: `ends as suppressed: ${ending.detail}` };
}

function suppression({ standing, stream, now }: VerdictFacts): Verdict | undefined {
  const held = standing && suppressionOf(standing, stream, now);
  if (!held) return undefined;
  const { by, since, reason, releaseAt } = held;
  const place = by === 'denylist' ? 'on the denylist' : `in quarantine${reason ? ` for ${reason}` : ''}`;
  const until = releaseAt === undefined ? 'until an operator releases it' : `until ${timeText(releaseAt)}`;
  return { fate: 'suppressed', text: `ends as suppressed: ${place} since ${timeText(since)}, ${until}` };
}

function waiting({ way, restraints }: VerdictFacts): Verdict | undefined {
  const { lookUp, match, domain } = way;
  if (lookUp.kind === 'undeliverable')
    return { fate: 'undeliverable', text: `ends as undeliverable: ${lookUp.text}` };
  if (lookUp.kind === 'temporary')
    return { fate: 'waits', text: `waits under dns#${domain} until the DNS answers, or it expires` };
  const [pause] = restraints.pauses;
  const [hold] = restraints.holds;
  if (pause) return { fate: 'waits', text: `waits: ${pauseText(pause)}` };
  if (hold) return { fate: 'waits', text: `waits: ${holdText(hold)}` };
  if (match?.waitUntil !== undefined)
    return { fate: 'waits', text: `waits until ${timeText(match.waitUntil)}, when its new key admits` };
  return undefined;
}

/** SES suppresses for complaints alone where our configuration sets are used. */
const atSes = ({ ses }: VerdictFacts): string =>
  typeof ses === 'object' && 'reason' in ses && ses.reason === 'COMPLAINT'
    ? '; SES then suppresses it, for its own list has a complaint'
    : '';

/** What would become of a mail of this stream now, in the order in which it is decided. */
export function verdictOf(facts: VerdictFacts): Verdict {
  const { way, view } = facts;
  const early = barred(facts) ?? suppression(facts) ?? waiting(facts);
  if (early) return early;
  const { match, status } = way;
  if (!match) throw new Error('a way that was found has a match');
  const behind = status?.waiting ?? 0;
  const queue =
    behind === 0
      ? ''
      : `, behind ${countText(behind)} that wait${status?.drainMillis === undefined ? '' : ` (${duration(status.drainMillis)})`}`;
  const text = `is handed to SES under rule ${match.rule.id} at ${limitText(match, view)}${queue}${atSes(facts)}`;
  return { fate: 'handedOver', text };
}
