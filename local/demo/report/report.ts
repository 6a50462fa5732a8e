import { DISPOSITIONS } from '../../../shared/outcome/event.ts';
import { cutTo, grouped } from '../text.ts';
import { auditTable, drains } from './audit.ts';
import { comparison } from './comparison.ts';
import { confusionTable, wrongVerdicts } from './confusion.ts';
import type { Summary } from './summary.ts';

const COLUMNS = 100;

const count = (number: number, name: string): string => `${grouped(number).padStart(7)}  ${name}`;

function where(summary: Summary): readonly string[] {
  const ended = DISPOSITIONS.flatMap((kind) => {
    const number = summary.dispositions[kind];
    return number === undefined ? [] : [count(number, kind)];
  });
  const sum = summary.ok || summary.missing === 0 ? 'the sum is right' : `${summary.missing} MISSING`;
  return [
    ...ended,
    count(summary.holdingSlot, 'hold a slot and are on their way'),
    count(summary.waiting, 'wait in the backlog'),
    count(summary.mails, `mails in all; each has one disposition or waits: ${sum}`),
    ...(summary.copies > 0 ? [count(summary.copies, 'second copies of mails above, still in a queue')] : []),
    ...(summary.doubts > 0
      ? [
          count(
            summary.doubts,
            'calls to SES were cut off on this busy machine, and are settled by its events',
          ),
        ]
      : []),
    ...(summary.endedTwice > 0 ? [count(summary.endedTwice, 'ENDED TWICE')] : []),
    ...(summary.handedOverTwice > 0 ? [count(summary.handedOverTwice, 'HANDED OVER TWICE')] : []),
  ];
}

const firstHandOver = ({ firstHandOverSeconds: seconds }: Summary): string =>
  seconds === undefined ? '' : `; the first hand-over came ${seconds} s after the start of the engine`;

function onTheWay({ script }: Summary): readonly string[] {
  const mark = (ok: boolean | undefined) => (ok === undefined ? '?' : ok ? '✓' : '✗');
  return script.map(({ step, ok, effect }) => cutTo(`  ${mark(ok)} ${step}: ${effect}`, COLUMNS));
}

function byMail({ byMail: { bounced, complained } }: Summary): readonly string[] {
  if (bounced + complained === 0) return [];
  return [
    `Returned mail: bounces read from DSN mails: ${grouped(bounced)}; complaints from ARF mails: ${grouped(complained)}.`,
    '',
  ];
}

function verdictsPart({ verdicts }: Summary): readonly string[] {
  const { judged, right } = verdicts;
  if (judged === 0) return [];
  return [
    `Verdicts against what the providers meant: ${grouped(right)} of ${grouped(judged)} right in type and reason`,
    confusionTable(verdicts),
    ...wrongVerdicts(verdicts),
    '',
  ];
}

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [title, ...lines, ''];

/** The end of a run for people, at most 100 columns. */
export function report(summary: Summary, next: readonly string[]): string {
  const compared = comparison(summary);
  const { log } = summary;
  return [
    ...section(`What became of the mails (${summary.seconds} s${firstHandOver(summary)})`, where(summary)),
    ...section('The audit: from the logs of SES and of the providers, not from our own counters', [
      auditTable(summary),
      'Limits are per sliding minute, the larger one where it changed. Connections are SES’s own affair.',
    ]),
    ...verdictsPart(summary),
    ...byMail(summary),
    ...section('On the way', onTheWay(summary)),
    ...section('Still waiting', drains(summary)),
    ...section('Unpaced beside paced', compared ? [compared] : []),
    `${grouped(log.lines)} lines of log were read: ${log.leaks === 0 ? 'no address in any' : `${log.leaks} NAME A RECIPIENT`}.`,
    `${summary.missing} lost, ${summary.handedOverTwice} doubled, ${summary.dispositions.inDoubt ?? 0} in doubt.`,
    summary.ok
      ? 'No limit was exceeded, nothing was lost, nothing was sent twice.'
      : 'THE RUN IS NOT RIGHT: see above.',
    '',
    ...next,
  ].join('\n');
}
