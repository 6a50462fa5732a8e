import type { Answer } from '../commands/answer.ts';
import { counted, countText } from '../count-text.ts';
import { nameOf } from './list.ts';
import type { Listed } from './listed.ts';
import type { Released } from './release.ts';
import type { ReleasePlan } from './release-plan.ts';

/** Addresses named of a plan; `mxp quarantine list` shows them all. */
const NAMED = 10;

const addresses = (count: number): string => counted(count, 'address', 'addresses');

/** `userUnknown 1,200, mailboxFull 4`. */
function reasonsText(listed: readonly Listed[]): string {
  const counts = new Map<string, number>();
  for (const { reason, list } of listed) {
    const name = list === 'denylist' ? 'complaint' : (reason ?? 'no reason given');
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${name} ${countText(count)}`).join(', ');
}

const keptLines = ({ complaintsKept, notListed }: ReleasePlan): readonly string[] => [
  ...(complaintsKept > 0
    ? [`${addresses(complaintsKept)} on the denylist stay: --complaint releases them too.`]
    : []),
  ...(notListed > 0 ? [`${addresses(notListed)} on neither list.`] : []),
];

/** What a release would do; nothing was done. */
export function planAnswer(plan: ReleasePlan): Answer {
  const { release, complaintsKept, notListed } = plan;
  const json = { dryRun: true, wouldRelease: release.length, complaintsKept, notListed };
  if (release.length === 0)
    return { json, text: ['This would release no address.', ...keptLines(plan)].join('\n') };
  const named = release.slice(0, NAMED).map((one) => `  ${nameOf(one)}`);
  const more = release.length > NAMED ? [`  … and ${countText(release.length - NAMED)} more`] : [];
  const text = [
    `This would release ${addresses(release.length)} (${reasonsText(release)}):`,
    ...named,
    ...more,
    ...keptLines(plan),
    'Nothing was done; --yes does it.',
  ].join('\n');
  return { json, text };
}

/** What a release has done. */
export function releasedAnswer(plan: ReleasePlan, done: Released): Answer {
  const { complaintsKept, notListed } = plan;
  const { released, liftedAtSes, complaintsAtSes, listedMeanwhile } = done;
  const text = [
    `${addresses(released)} released: mail to ${released === 1 ? 'it' : 'them'} goes out again.`,
    ...(liftedAtSes > 0 ? [`${addresses(liftedAtSes)} taken off SES's suppression list.`] : []),
    ...(complaintsAtSes > 0
      ? [`${addresses(complaintsAtSes)} on SES's list for a complaint stay: --complaint releases them too.`]
      : []),
    ...(listedMeanwhile > 0
      ? [`${addresses(listedMeanwhile)} still listed: something newer than this command stands against them.`]
      : []),
    ...keptLines(plan),
  ].join('\n');
  return { json: { ...done, complaintsKept, notListed }, text };
}
