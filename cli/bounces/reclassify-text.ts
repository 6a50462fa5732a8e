import type { Answer } from '../commands/answer.ts';
import { counted, countText } from '../count-text.ts';
import { table } from '../table.ts';
import type { Reclassified } from './reclassify.ts';

/** What judging anew has done, or would do. */
export function reclassifyAnswer(result: Reclassified, yes: boolean): Answer {
  const { changes, read, addresses, quarantined, released, tooLate } = result;
  const json = { dryRun: !yes, ...result, changes: Object.fromEntries(changes) };
  const looked = `${counted(read, 'piece')} of evidence read`;
  if (addresses === 0) return { json, text: `${looked}: all is judged as it was.` };
  const rows = [...changes].sort(([, a], [, b]) => b - a).map(([what, count]) => [what, countText(count)]);
  const into = yes ? 'went into quarantine' : 'would go into quarantine';
  const out = yes ? 'came out of it' : 'would come out of it';
  const text = [
    `${looked}; judged otherwise:`,
    table(['CHANGE', 'BOUNCES'], rows),
    `Of ${counted(addresses, 'address', 'addresses')} ${countText(quarantined)} ${into}, ${countText(released)} ${out}.`,
    ...(tooLate > 0 ? [`${counted(tooLate, 'error')} too old to be charged otherwise.`] : []),
    ...(yes ? [] : ['Nothing was done; --yes does it.']),
  ].join('\n');
  return { json, text };
}
