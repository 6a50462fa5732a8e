import { SILENT } from '../../shared/ports/log.ts';
import { lintErrors } from '../../shared/rule-sync/lint-errors.ts';
import type { SyncPorts, Trials } from '../../shared/rule-sync/ports.ts';
import { syncRules } from '../../shared/rule-sync/sync.ts';
import type { Answer } from '../commands/answer.ts';
import type { Connection } from '../connection.ts';
import { rulePorts } from '../overrides/ports.ts';
import { UserError } from '../user-error.ts';
import { syncAnswer } from './result-text.ts';

export interface SyncFlags {
  readonly accept: boolean;
  readonly by: string;
  /** In place of the deployment's own. */
  readonly feed?: string;
  readonly keys?: readonly string[];
}

type Syncing = Pick<Connection, 'rulesStore' | 'trials' | 'control' | 'clock' | 'feedAt'> & {
  readonly deployment: Pick<Connection['deployment'], 'name' | 'feed'>;
};

const trialsOf = ({ trials, control, deployment }: Syncing): Trials => ({
  counts: trials,
  share: deployment.feed?.trialShare ?? 0,
  sentLastDay: async () => (await control.load()).account?.sentLast24Hours ?? 0,
});

/** Does what the deployment does every night, from here. */
export async function syncNow(
  connection: Syncing,
  flags: SyncFlags,
  lint: SyncPorts['lint'] = lintErrors,
): Promise<Answer> {
  const { deployment, feedAt } = connection;
  const address = flags.feed ?? deployment.feed?.url;
  const trusted = flags.keys ?? (flags.feed === undefined ? deployment.feed?.keys : undefined) ?? [];
  if (address === undefined)
    throw new UserError(
      `${deployment.name} has no feed: deploy it with feedUrl and feedKeys, or name one with --feed and --key`,
    );
  if (trusted.length === 0)
    throw new UserError('whose signature is to be trusted? Name its public key with --key');
  const ports = {
    ...rulePorts(connection),
    ...{ source: feedAt(address), address, trusted, lint, log: SILENT },
    trials: trialsOf(connection),
  };
  return syncAnswer(await syncRules(ports, { accept: flags.accept, by: flags.by }));
}
