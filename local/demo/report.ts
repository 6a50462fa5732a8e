import { duration } from '../../cli/duration.ts';
import { table } from '../../cli/table.ts';
import type { KeyStatus } from '../../shared/quota/key-status.ts';
import type { KeyAudit } from './audit.ts';
import { isRight, type Tally } from './tally.ts';

/** Everything that a run ends with; `--json` prints it on one line. */
export interface Summary {
  readonly ok: boolean;
  readonly mails: number;
  readonly dispositions: Tally['byDisposition'];
  readonly waiting: number;
  readonly holdingSlot: number;
  readonly missing: number;
  readonly copies: number;
  readonly endedTwice: number;
  readonly handedOverTwice: number;
  readonly seconds: number;
  readonly firstHandOverSeconds?: number;
  readonly keys: readonly KeyAudit[];
  readonly draining: readonly KeyStatus[];
}

export interface RunFacts {
  readonly tally: Tally;
  readonly audits: readonly KeyAudit[];
  readonly statuses: readonly KeyStatus[];
  readonly handedOverTwice: number;
  readonly seconds: number;
  readonly firstHandOverSeconds?: number;
}

export function summaryOf(facts: RunFacts): Summary {
  const { tally, audits, statuses, ...rest } = facts;
  const kept = audits.every(({ peak, limit }) => peak <= limit);
  return {
    ok: isRight(tally) && kept && facts.handedOverTwice === 0,
    mails: tally.mails,
    dispositions: tally.byDisposition,
    waiting: tally.waiting,
    holdingSlot: tally.holdingSlot,
    missing: tally.missing,
    copies: tally.copies,
    endedTwice: tally.endedTwice.length,
    ...rest,
    keys: audits,
    draining: statuses.filter(({ waiting }) => waiting > 0),
  };
}

const MOST_KEYS = 7;

function auditRows(audits: readonly KeyAudit[]): readonly (readonly string[])[] {
  const busiest = [...audits].sort((one, other) => other.accepted - one.accepted);
  const rows = busiest
    .slice(0, MOST_KEYS)
    .map(({ name, limit, accepted, peak, smallestGap }) => [
      name,
      `${limit}/min`,
      String(accepted),
      String(peak),
      `${Math.round((100 * peak) / limit)} %`,
      smallestGap === undefined ? '–' : `${Math.round(smallestGap)} ms`,
    ]);
  const others = busiest.slice(MOST_KEYS);
  if (others.length === 0) return rows;
  const accepted = others.reduce((sum, audit) => sum + audit.accepted, 0);
  const peak = others.reduce((most, audit) => Math.max(most, audit.peak), 0);
  return [...rows, [`${others.length} more keys`, '', String(accepted), String(peak), '', '']];
}

const count = (number: number, name: string): string => `${String(number).padStart(7)}  ${name}`;

function where(summary: Summary): readonly string[] {
  const ended = Object.entries(summary.dispositions).map(([kind, number]) => count(number, kind));
  const sum = summary.ok || summary.missing === 0 ? 'the sum is right' : `${summary.missing} MISSING`;
  return [
    ...ended,
    count(summary.holdingSlot, 'hold a slot and are on their way'),
    count(summary.waiting, 'wait in the backlog'),
    `${String(summary.mails).padStart(7)}  mails in all; each has one disposition or waits: ${sum}`,
    ...(summary.copies > 0 ? [count(summary.copies, 'second copies of mails above, still in a queue')] : []),
    ...(summary.endedTwice > 0 ? [count(summary.endedTwice, 'ENDED TWICE')] : []),
    ...(summary.handedOverTwice > 0 ? [count(summary.handedOverTwice, 'HANDED OVER TWICE')] : []),
  ];
}

function drains({ draining }: Summary): readonly string[] {
  const waiting = draining.filter((status) => status.state === 'draining' || status.state === 'no MX');
  return waiting.map(({ key, waiting: mails, drainMillis, state }) => {
    const name = key.split('|').at(-1);
    if (drainMillis === undefined)
      return `  ${name}: ${mails} waiting, ${state}; looked at again until they expire`;
    return `  ${name}: ${mails} waiting, ${state}; drained in ${duration(drainMillis)}`;
  });
}

const firstHandOver = ({ firstHandOverSeconds: seconds }: Summary): string =>
  seconds === undefined ? '' : `; the first hand-over came ${seconds} s after the start of the program`;

/** The end of a run for people, at most 100 columns. */
export function report(summary: Summary, next: readonly string[]): string {
  const heads = ['QUOTA KEY', 'LIMIT', 'ACCEPTED', 'PEAK IN 60 S', 'OF LIMIT', 'SMALLEST GAP'];
  return [
    `What became of the mails (${summary.seconds} s${firstHandOver(summary)})`,
    ...where(summary),
    '',
    'What SES accepted, counted from its own log (any sliding 60 seconds)',
    table(heads, auditRows(summary.keys)),
    'A mail may leave a second before its slot and up to a second behind it: the gaps vary, the limit holds.',
    ...(drains(summary).length > 0 ? ['', 'Still waiting', ...drains(summary)] : []),
    '',
    summary.ok
      ? 'No limit was exceeded, nothing was lost, nothing was sent twice.'
      : 'THE RUN IS NOT RIGHT: see above.',
    '',
    ...next,
  ].join('\n');
}
