import type { Evidence } from '../../shared/ports/quarantine-store.ts';
import { isoTime } from '../commands/times.ts';
import { stepText } from './words.ts';

/** `hard, userUnknown, blames mailbox`; '' where nothing was judged. */
export const verdictText = ({ type, reason, blame }: Pick<Evidence, 'type' | 'reason' | 'blame'>): string =>
  [type, reason, blame ? `blames ${blame}` : undefined].filter((word) => word !== undefined).join(', ');

/** What decided: `bounce rule unknown-user of rule set 1.0.0`, or what else. */
export function decidedText({
  bounceRule,
  via,
  ruleSet,
  source,
}: Pick<Evidence, 'bounceRule' | 'via' | 'ruleSet' | 'source'>): string {
  if (bounceRule) return `bounce rule ${bounceRule}${ruleSet ? ` of rule set ${ruleSet}` : ''}`;
  if (source === 'dns') return 'by the DNS';
  return via === undefined || via === 'none' ? 'no bounce rule knows the words' : `by its ${via}`;
}

/** Who said it, where it was not an event of SES. */
const SAID_BY: Readonly<Record<Evidence['source'], string>> = {
  ses: '',
  mail: ', by returned mail',
  dns: ', by the DNS',
};

/** What was said, what it was taken for, and what it did: a line each. */
export function saidLines(evidence: Evidence): readonly string[] {
  const { reply, type, quarantine } = evidence;
  return [
    ...(reply ? [`“${reply}”`] : []),
    ...(type ? [`→ ${verdictText(evidence)}: ${decidedText(evidence)}`] : []),
    ...(quarantine ? [`→ ${stepText(quarantine)}`] : []),
  ];
}

/** The same with what it was said of. */
export const evidenceText = (evidence: Evidence): string =>
  [`${evidence.kind}, mail ${evidence.mailId}${SAID_BY[evidence.source]}`, ...saidLines(evidence)].join('\n');

/** The same with its time as ISO 8601; the key stands with the address. */
export const evidenceJson = ({ key: _key, at, ...evidence }: Evidence) => ({ at: isoTime(at), ...evidence });
