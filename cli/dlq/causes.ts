import type { MailId } from '../../shared/message/mail.ts';
import { accountDayKey } from '../../shared/quota/key.ts';
import { maskAddresses } from '../../shared/text/mask-address.ts';
import type { Connection } from '../connection.ts';
import { type DeadQueue, QUEUE_FACTS } from './queues.ts';

/** What commands need to look whether a cause still stands. */
export type CausePorts = Pick<Connection, 'control' | 'delivery' | 'rules' | 'addressKeys' | 'quota'>;

interface Need {
  readonly what: string;
  readonly ask: (ports: CausePorts) => Promise<unknown>;
}

/** No mail has it: `#` stands in no id. */
const NOBODY = '#' as MailId;

const CONTROL: Need = { what: 'the Control table', ask: ({ control }) => control.load() };
const DELIVERY: Need = { what: 'the Delivery table', ask: ({ delivery }) => delivery.get(NOBODY) };
const RULES: Need = { what: 'the rules in force', ask: ({ rules }) => rules.active() };
const SECRET: Need = { what: 'the secret of addresses', ask: ({ addressKeys }) => addressKeys.open() };
const QUOTA: Need = { what: 'the Quota table', ask: ({ quota }) => quota.loadDay([accountDayKey]) };

/** What each function cannot do without, as far as a command may read it. */
const NEEDS = {
  throttler: [CONTROL, QUOTA, RULES, SECRET, DELIVERY],
  sender: [CONTROL, DELIVERY],
  'bounce function': [RULES, SECRET, DELIVERY],
  'reader of returned mail': [RULES, SECRET, DELIVERY],
} as const satisfies Readonly<Record<(typeof QUEUE_FACTS)[DeadQueue]['reader'], readonly Need[]>>;

/** What the queues' functions need and cannot be had just now: each most likely brings the letters back here. */
export async function standingCauses(
  ports: CausePorts,
  queues: readonly DeadQueue[],
): Promise<readonly string[]> {
  const needs = new Set<Need>(queues.flatMap((queue) => NEEDS[QUEUE_FACTS[queue].reader]));
  const found = await Promise.all(
    [...needs].map(async ({ what, ask }) => {
      try {
        await ask(ports);
        return [];
      } catch (cause) {
        return [
          `${what} cannot be read: ${maskAddresses(cause instanceof Error ? cause.message : String(cause))}`,
        ];
      }
    }),
  );
  return found.flat();
}
