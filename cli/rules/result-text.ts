import type { ChangeResult } from '../../shared/rule-sync/change.ts';
import type { SyncResult } from '../../shared/rule-sync/result.ts';
import type { Answer } from '../commands/answer.ts';
import { UserError } from '../user-error.ts';

/** A diff as people read it. */
export const diffText = (lines: readonly string[]): string =>
  lines.length > 0 ? lines.join('\n') : 'No rule is another.';

const HELD =
  'It is held back; the rules in force stay. `mxp rules diff held` shows it, `mxp rules sync --accept` lets it through.';

function textOf(result: SyncResult): string {
  switch (result.kind) {
    case 'activated': {
      const trial = result.share === undefined ? '' : ` for ${result.share} % of the quota keys`;
      const told = result.conflicts.map((text) => `CONFLICT ${text}`);
      const last = `Version ${result.version} is in force${trial} within a minute. No counter is reset.`;
      return [diffText(result.lines), ...told, last].join('\n');
    }
    case 'unchanged':
      return `Nothing new${result.version === undefined ? '' : `: version ${result.version} of the feed`} is in force.`;
    case 'held':
      return [
        ...result.lines,
        `Release ${result.version}:`,
        ...result.why.map((why) => `  ${why}`),
        HELD,
      ].join('\n');
    case 'trying':
      return `Release ${result.version} is on trial for ${result.share} % of the quota keys; \`mxp rules promote\` gives it to all, \`mxp rules withdraw\` to none.`;
    case 'failed':
      return `Not synchronised (${result.code}): ${result.text}.\nThe rules in force stay.`;
    case 'custom':
      return 'The rules are custom: MX rules and bounce rules are frozen, and the feed was not asked. `mxp rules custom off` shows the way back.';
    case 'off':
      return 'Synchronisation is off, and the feed was not asked. `mxp rules on` takes it up again.';
  }
}

const VERDICTS = { wait: 'The trial goes on', promote: 'The trial went well', withdraw: 'The trial ended' };

const wholeText = ({ trial, expiry, ...result }: SyncResult): string =>
  [
    ...(trial ? [`${VERDICTS[trial.verdict]}: ${trial.text}.`] : []),
    textOf(result),
    ...(expiry === undefined ? [] : [`WARNING: ${expiry}.`]),
  ].join('\n');

/** What a synchronisation came to; failed and held count as failures, for a script is to notice. */
export const syncAnswer = (result: SyncResult): Answer => ({
  json: result,
  text: wholeText(result),
  ...(result.kind === 'failed' || result.kind === 'held' ? { failed: true } : {}),
});

/** What became of a command; throws a UserError where it makes no sense now. `done` tells people. */
export function changeAnswer(result: ChangeResult, done: (version: string) => string): Answer {
  if (result.kind === 'refused') throw new UserError(result.text);
  const { kind, version, lines } = result;
  const last = kind === 'asked' ? 'Nothing was done; --yes does it.' : done(version);
  const shown = lines.length > 0 || kind === 'asked' ? [diffText(lines)] : [];
  return { json: { done: kind === 'done', version, lines }, text: [...shown, last].join('\n') };
}
