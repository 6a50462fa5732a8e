import type { FailureReason } from '../../shared/outcome/event.ts';
import type { OperatorAct } from '../../shared/quarantine/entry.ts';
import { recordEntries } from '../../shared/quarantine/record-entries.ts';
import type { Answer } from '../commands/answer.ts';
import type { Giver } from '../commands/orders.ts';
import type { Connection } from '../connection.ts';
import { story } from '../story.ts';
import { standingJson } from './standing-json.ts';
import { standingText } from './words.ts';

/** What writing an operator's word needs of a connection. */
export type Acting = Pick<Connection, 'quarantine' | 'addressKeys' | 'rules' | 'clock' | 'random'>;

/** Puts an address on a list or takes it off the allowlist; answers where it stands then. */
export async function add(
  connection: Acting,
  address: string,
  act: Exclude<OperatorAct, 'release'>,
  { reason, ...giver }: Giver & { readonly reason?: FailureReason },
): Promise<Answer> {
  const { addressKeys, rules, clock } = connection;
  const [keyOf, { current }] = await Promise.all([addressKeys.open(), rules.active()]);
  const entry = { kind: 'act', act, at: clock.now(), ...giver, ...(reason ? { reason } : {}) } as const;
  const subject = { key: keyOf(address), address };
  const { after } = await recordEntries(connection, subject, [entry], current.quarantine);
  const lines = standingText(after, current.quarantine, clock.now());
  return {
    json: { address, key: subject.key, standing: standingJson(after) },
    text: story([
      ['address', address],
      ['standing', lines.join('\n')],
    ]),
  };
}
