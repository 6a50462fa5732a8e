import { table } from '../../../cli/table.ts';
import { THROUGHPUT_LEVELS } from '../../../shared/settings/settings.ts';
import { demoKeyOf } from '../demo-keys.ts';
import { CATALOGUE, DEAD_DOMAINS } from '../providers/catalogue.ts';

const [, NORMAL] = THROUGHPUT_LEVELS;

/** A host that the provider's mask stands for. */
const hostOf = (mx: string): string => mx.replace('*', 'any1');

/** Who takes the mail, what they hide from senders, and what our rule says of them. */
export function providerTable(): string {
  const rows = CATALOGUE.map(({ name, mx, hidden }) => [
    name,
    mx,
    `${demoKeyOf(hostOf(mx)).normal}/min`,
    hidden,
  ]);
  const dead = Object.entries(DEAD_DOMAINS).map(([domain, why]) => ['nobody', domain, '', why]);
  return table(['PROVIDER', 'MX', `OUR LIMIT`, `ITS HIDDEN POLICY`], [...rows, ...dead]);
}

export const LEVEL_NOTE = `Our limits: level ${NORMAL}. Of readers 4 % are unknown, 2 % full, 2 % inactive, where so said.`;
