import type { EpochMillis } from '../../shared/time/units.ts';
import type { Answer } from '../commands/answer.ts';
import { isoTime } from '../commands/times.ts';
import { type Finding, GROUPS, VERDICTS, type Verdict } from './finding.ts';

const MARKS: Readonly<Record<Verdict, string>> = { ok: 'ok', warn: 'WARN', fail: 'FAIL', skipped: 'skip' };

function lines({ verdict, check, text, mend }: Finding, width: number): readonly string[] {
  const mended = mend?.split('\n').map((line) => `${' '.repeat(8)}→ ${line}`) ?? [];
  return [`  ${MARKS[verdict].padEnd(4)}  ${check.padEnd(width)}  ${text}`, ...mended];
}

const countsOf = (findings: readonly Finding[]): Readonly<Record<Verdict, number>> => {
  const count = (verdict: Verdict) => findings.filter((one) => one.verdict === verdict).length;
  return { ok: count('ok'), warn: count('warn'), fail: count('fail'), skipped: count('skipped') };
};

/** One line a check, by group, with what mends it underneath; a fail makes the command fail. */
export function doctorAnswer(deployment: string, at: EpochMillis, findings: readonly Finding[]): Answer {
  const width = Math.max(0, ...findings.map(({ check }) => check.length));
  const blocks = GROUPS.flatMap((group) => {
    const ofGroup = findings.filter((one) => one.group === group);
    return ofGroup.length > 0 ? [[group, ...ofGroup.flatMap((one) => lines(one, width))].join('\n')] : [];
  });
  const counts = countsOf(findings);
  const sum = VERDICTS.map((verdict) => `${counts[verdict]} ${verdict}`).join(', ');
  return {
    json: { deployment, at: isoTime(at), findings, counts },
    text: [...blocks, `${deployment}: ${sum}.`].join('\n\n'),
    failed: counts.fail > 0,
  };
}
